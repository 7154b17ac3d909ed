import { afterAll, describe, expect, it } from "vitest";
import { WorkerPool } from "../../src/engines/worker-pool.ts";

function openPool(patience: number): { readonly pool: WorkerPool; readonly started: () => number } {
  let started = 0;
  const pool = new WorkerPool({
    name: "echo",
    file: "../test/engines/echo-worker",
    workers: 2,
    idleMilliseconds: 30_000,
    patience,
    start: () => ({ number: (started += 1) }),
  });
  return { pool, started: () => started };
}

function answersOf(pool: WorkerPool, count: number): Promise<ReadonlyArray<PromiseSettledResult<unknown>>> {
  const tasks = Array.from({ length: count }, (_, number) => ({ message: { number, after: 5 }, timeLimit: 10_000 }));
  return Promise.allSettled(tasks.map((task) => pool.run(task)));
}

function inOrder(count: number): ReadonlyArray<unknown> {
  return Array.from({ length: count }, (_, number) => ({ status: "fulfilled", value: { number, after: 5 } }));
}

describe("a pool with patience", () => {
  const { pool, started } = openPool(60_000);
  afterAll(() => pool.close());

  it("gives short tasks to the worker that it has", async () => {
    expect(await answersOf(pool, 3)).toEqual(inOrder(3));
    expect(started()).toBe(1);
  });
});

describe("a pool whose patience ends", () => {
  const { pool, started } = openPool(1);
  afterAll(() => pool.close());

  it("starts another worker for who waits, and not more than it may have", async () => {
    expect(await answersOf(pool, 5)).toEqual(inOrder(5)); // starting a thread takes longer than its patience
    expect(started()).toBe(2);
  });

  it("leaves nobody waiting when it is closed", async () => {
    const asked = answersOf(pool, 3);
    await pool.close();

    expect((await asked).map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  });
});
