import { expect, it } from "vitest";
import { z } from "zod";

import type { Engine } from "../../../src/engines/engines.ts";
import { EngineError } from "../../../src/model/failure.ts";
import { evaluateRoots, type RootRequest } from "../../../src/formats/terraform/evaluate-roots.ts";
import { aTree } from "./support.ts";

const request = z.object({ roots: z.array(z.object({ path: z.string() })) });
const tree = aTree({});
const nothing = { declarations: [], problems: [], reads: [], broken: [], unavailable: [] };

function aRoot(path: string): RootRequest {
  return { tree, side: "head", path, variables: {}, variable_files: [], directories: new Set(), files: new Set() };
}

/** An engine that some roots break, and one that always asks for more. */
function anEngine(breaking: ReadonlySet<string>, reason: EngineError["reason"]): Engine {
  return {
    prepare: () => undefined,
    call: (asked) => {
      const { roots } = request.parse(asked);
      if (roots.some(({ path }) => breaking.has(path))) {
        return Promise.reject(new EngineError("hcl", reason, `ended (${reason})`));
      }
      const more = { wanted: { dirs: ["more"], files: [], modules: [] } };
      return Promise.resolve({ roots: roots.map(({ path }) => (path === "endless" ? more : nothing)) });
    },
  };
}

it.each(["time", "memory", "trap"] as const)("a root that breaks the engine (%s) fails alone", async (reason) => {
  const roots = Array.from({ length: 30 }, (_, n) => aRoot(`r${n}`));
  const results = await evaluateRoots(anEngine(new Set(["r3", "r17"]), reason), roots);
  const failed = results.flatMap((result, at) => (result.kind === "failed" ? [`r${at} ${result.message}`] : []));
  expect(failed).toEqual([
    expect.stringContaining(`r3 the evaluation`) as string,
    expect.stringContaining(`r17 the evaluation`) as string,
  ]);
});

it("a root that asks for ever more files is given up", async () => {
  const [first, second] = await evaluateRoots(anEngine(new Set(), "trap"), [aRoot("endless"), aRoot("fine")]);
  expect(first).toEqual({ kind: "failed", message: "endless asks for ever more files; it is not evaluated" });
  expect(second?.kind).toBe("evaluated");
});

it("an engine that is not there is a failure, not a problem", async () => {
  await expect(evaluateRoots(anEngine(new Set(["r"]), "unavailable"), [aRoot("r")])).rejects.toThrow(EngineError);
});

it("roots that an engine puts off go on in halves, each evaluated once", async () => {
  const roots = Array.from({ length: 11 }, (_, n) => aRoot(`r${n}`));
  const calls: Array<ReadonlyArray<string>> = [];
  const engine: Engine = {
    prepare: () => undefined,
    call: (asked) => {
      const paths = request.parse(asked).roots.map(({ path }) => path);
      calls.push(paths);
      return Promise.resolve({ roots: paths.map((_path, at) => (at < 2 ? nothing : { put_off: true })) });
    },
  };

  const results = await evaluateRoots(engine, roots);

  expect(results.map(({ kind }) => kind)).toEqual(roots.map(() => "evaluated"));
  expect(calls.map((paths) => paths.length)).toEqual([11, 5, 4, 2, 1, 1, 1]);
  expect(new Set(calls.flatMap((paths) => paths.slice(0, 2))).size).toBe(11);
});
