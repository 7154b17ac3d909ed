import { describe, expect, it } from "vitest";

import type { CompiledModule } from "../../src/policy/policy.ts";
import type { PolicyAnswer, PolicyQuestion } from "../../src/policy/policy-runner.ts";
import { askInBatches } from "../../src/policy/question-batches.ts";

const module: CompiledModule = {
  hash: "a",
  isPack: false,
  wasm: new Uint8Array(),
  aggregate: "main",
  data: {},
  policies: [],
};

function question(rule: string, bytes = 1, other: Partial<PolicyQuestion> = {}): PolicyQuestion {
  const rules = [{ key: rule, name: "deny", entrypoint: rule }];
  return { module, rules, inputs: [new Uint8Array(bytes)], clock: new Date(0), ...other };
}

/** Asks all at once; the names of the rules of each batch, and what became of each question. */
async function asked(
  questions: ReadonlyArray<PolicyQuestion>,
): Promise<{ readonly batches: ReadonlyArray<string>; readonly answers: ReadonlyArray<string> }> {
  const batches: string[] = [];
  const ask = askInBatches(2, (batch) => {
    batches.push(batch.map(({ rules }) => rules[0]?.key ?? "").join(" "));
    if (batch.some(({ rules }) => rules[0]?.key === "broken")) return Promise.reject(new Error("no worker"));
    return Promise.resolve(batch.map((one, at) => one.inputs.map((): PolicyAnswer => new Map([[`${at}`, nothing]]))));
  });
  const settled = await Promise.allSettled(questions.map(ask));
  const answers = settled.map((one) =>
    one.status === "fulfilled" ? one.value.flatMap((answer) => [...answer.keys()]).join(" ") : String(one.reason),
  );
  return { batches, answers };
}

const nothing = { ok: true, findings: [] } as const;

describe("questions that are asked at once", () => {
  it("are one task where they differ in nothing but their inputs, each with its own answer", async () => {
    expect(await asked([question("a"), question("b"), question("a"), question("a")])).toEqual({
      batches: ["a a a", "b"],
      answers: ["0", "0", "1", "2"],
    });
  });

  it.each<readonly [string, Partial<PolicyQuestion>]>([
    ["the time", { clock: new Date(1) }],
    ["the policies", { module: { ...module, hash: "b" } }],
    ["the data", { module: { ...module, data: { region: "eu" } } }],
  ])("are two where %s differs", async (_, other) => {
    expect((await asked([question("a"), question("a", 1, other)])).batches).toEqual(["a", "a"]);
  });

  it("are several where there is much to read, so that all workers have some", async () => {
    const large = Array.from({ length: 8 }, () => question("a", 100_000));
    expect((await asked(large)).batches).toEqual(["a", "a", "a", "a", "a", "a", "a", "a"]);
    const small = Array.from({ length: 8 }, () => question("a", 16 * 1024));
    expect((await asked(small)).batches).toEqual(["a a a a", "a a a a"]);
  });

  it("fail alone", async () => {
    expect(await asked([question("broken"), question("a")])).toEqual({
      batches: ["broken", "a"],
      answers: ["Error: no worker", "0"],
    });
  });
});
