import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { EngineError } from "../../src/model/failure.ts";
import { buildProbe, openProbe } from "./probe.ts";

const root = join(import.meta.dirname, "..", "..");

describe.skipIf(!buildProbe())("an engine", () => {
  const { engines, probe } = openProbe();
  afterAll(() => engines.close());

  it.each([
    ["an endless loop", "loop", "time", /did not finish within 300 ms/],
    ["a recursion without end", "recurse", "memory", /out of memory|stack/],
    ["an unbounded allocation", "allocate", "memory", /out of memory|cannot allocate memory/],
    ["a panic", "panic", "trap", /the probe panics/],
    ["an exit", "exit", "trap", /exited with code 3/],
    ["a wait for nobody", "deadlock", "trap", /deadlock/],
  ])("is ended after %s, and the next call works", async (_what, deed, reason, message) => {
    const timeLimit = deed === "loop" ? 300 : 30_000;
    const failure: unknown = await probe.call({ do: deed }, { timeLimit }).catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(EngineError);
    expect(failure).toMatchObject({ engine: "probe", reason, message: expect.stringMatching(message) as string });
    expect(await probe.call({ do: "echo", amount: 7 })).toBe(7);
  });

  it("is not ended for what a busy machine makes it wait", async () => {
    expect(await probe.call({ do: "sleep", amount: 600 }, { timeLimit: 200 })).toBe(true);
  });

  it("is ended when it waits for ever", async () => {
    await expect(probe.call({ do: "sleep", amount: 60_000 }, { timeLimit: 50 })).rejects.toMatchObject({ reason: "time" });
  });

  it("has no way out", async () => {
    expect(await probe.call({ do: "outside" })).toEqual([]);
  });

  it("sees the clock of its review, which stands still, and real durations", async () => {
    expect(await probe.call({ do: "clock" })).toBe("2026-01-02T03:04:05Z");
    expect(await probe.call({ do: "sleep", amount: 30 })).toBe(true);
    expect(await engines.at(new Date("2027-01-01T00:00:00.125Z")).engine("opa").call({ op: "format", modules: [] })).toEqual({
      modules: {},
      errors: [],
    });
    expect(await probe.call({ do: "clock" })).toBe("2026-01-02T03:04:05Z");
  });

  it("answers every call for itself, also when there are more than workers", async () => {
    const answers = await Promise.all([1, 2, 3, 4, 5].map((amount) => probe.call({ do: "echo", amount })));

    expect(answers).toEqual([1, 2, 3, 4, 5]);
  });

  it("serves who waits when the worker before them is ended", async () => {
    const [lost, answered] = await Promise.allSettled([
      probe.call({ do: "loop" }, { timeLimit: 200 }),
      probe.call({ do: "echo", amount: 3 }),
    ]);

    expect(lost.status).toBe("rejected");
    expect(answered).toEqual({ status: "fulfilled", value: 3 });
  });

  it("keeps what it holds for the next call of the same worker", async () => {
    const own = openProbe();
    expect(await own.probe.call({ do: "hold", amount: 1 })).toBe(1);
    expect(await own.probe.call({ do: "hold", amount: 1 })).toBe(2);
    await own.engines.close();
  });

  it("is started anew when its memory has grown above the mark", async () => {
    const own = openProbe({ recycleBytes: 16 * 2 ** 20 });
    expect(await own.probe.call({ do: "hold", amount: 20 * 2 ** 20 })).toBe(1);
    expect(await own.probe.call({ do: "hold", amount: 1 })).toBe(1);
    expect(await own.probe.call({ do: "hold", amount: 1 })).toBe(2);
    await own.engines.close();
  });

  it("is random in the same way each time", async () => {
    const draws = await Promise.all(
      [1, 2].map(async () => {
        const own = openProbe();
        const drawn = await own.probe.call({ do: "random" });
        await own.engines.close();
        return drawn;
      }),
    );

    expect(draws[0]).toBe(draws[1]);
  });

  it("refuses calls after it was closed", async () => {
    const own = openProbe();
    await own.engines.close();

    await expect(own.probe.call({ do: "echo" })).rejects.toMatchObject({ reason: "unavailable" });
  });

  it("is let go when it is idle", async () => {
    const own = openProbe({ idleMilliseconds: 50 });
    expect(await own.probe.call({ do: "hold", amount: 1 })).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await own.probe.call({ do: "hold", amount: 1 })).toBe(1);
    await own.engines.close();
  });

  it("does not keep the process alive", () => {
    const script =
      `import { openEngines } from "${join(root, "src/engines/open-engines.ts")}";` +
      `const engines = openEngines({ clock: new Date(0), recycleBytes: 1e9 });` +
      `console.log(await engines.engine("probe").call({ do: "echo", amount: 5 }));`;
    const run = spawnSync(process.execPath, ["--input-type=module-typescript", "-e", script], {
      encoding: "utf8",
      timeout: 15_000,
    });

    expect(run).toMatchObject({ status: 0, stdout: "5\n", stderr: "" });
  });
});

describe("an engine that was never built", () => {
  it("says what to do", async () => {
    const { engines, probe } = openProbe({ directory: new URL("file:///nowhere/") });

    await expect(probe.call({ do: "echo" })).rejects.toMatchObject({
      reason: "unavailable",
      message: expect.stringMatching(/Install Go 1\.26 or newer and run `npm ci` again/) as string,
    });
    await engines.close();
  });
});
