import { describe, expect, it } from "vitest";

import { repeat } from "../../src/server-chores.ts";

const never = 3_600_000;

function noFailure(error: unknown): void {
  throw error;
}

describe("a chore of the server", () => {
  it("is not begun twice at once", async () => {
    let begun = 0;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const chore = repeat(
      never,
      () => {
        begun += 1;
        return promise;
      },
      noFailure,
    );
    chore.begin();
    chore.begin();
    expect(begun).toBe(1);
    resolve(undefined);
    await chore.stop(never);
  });

  it("ends before whoever stops it goes on", async () => {
    const steps: string[] = [];
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const chore = repeat(never, () => promise.then(() => steps.push("done")), noFailure);
    chore.begin();
    const stopped = chore.stop(never).then(() => steps.push("stopped"));
    resolve(undefined);
    await stopped;
    expect(steps).toEqual(["done", "stopped"]);
  });

  it("is left alone when it lasts too long, and what breaks then is not told", async () => {
    const told: unknown[] = [];
    const { promise, reject } = Promise.withResolvers<undefined>();
    const chore = repeat(
      never,
      () => promise,
      (error) => told.push(error),
    );
    chore.begin();
    await chore.stop(1);
    reject(new Error("the database has gone"));
    await promise.catch(() => undefined);
    expect(told).toEqual([]);
  });

  it("tells what breaks, and goes on", async () => {
    const told: unknown[] = [];
    const { promise: twice, resolve } = Promise.withResolvers<undefined>();
    const chore = repeat(
      1,
      () => Promise.reject(new Error("busy")),
      (error) => {
        if (told.push(error) === 2) resolve(undefined);
      },
    );
    await twice;
    await chore.stop(never);
    expect(told).toEqual([new Error("busy"), new Error("busy")]);
  });
});
