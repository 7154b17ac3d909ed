import { describe, expect, it } from "vitest";
import { engineModule } from "../../src/engines/open-engines.ts";
import { readCases, jsonOf } from "./cases.ts";
import { opaSources, runConformance } from "./conformance.ts";
import { excused } from "./excused.ts";
import { openCaseRunner } from "./run-case.ts";
import { compareTerms, parseTerm, toJsonText, toRegoText, withoutSets } from "./term.ts";

describe("OPA's conformance cases", () => {
  it("pass in a sample of every 20th (npm run conformance runs them all)", { timeout: 120_000 }, async () => {
    const results = await runConformance(20);

    const [v1, v0] = results.map(({ total }) => total);
    expect([v1, v0]).toEqual([120, 102]);
    expect(results.flatMap(({ failed }) => failed).filter(({ excuse }) => excuse === null)).toEqual([]);
  });

  it("are all read, with every digit", () => {
    const cases = readCases(opaSources(), "v1");

    expect(cases.length).toBe(2_392);
    expect(readCases(opaSources(), "v0").length).toBe(2_027);
    const text = jsonOf(cases.find(({ note }) => note === "aggregates/count")?.data);
    expect(text).toBe('{"a":[1,2,3,4]}');
  });

  it("excuses only cases that exist, each with a reason", () => {
    const notes = new Set(readCases(opaSources(), "v1").map(({ note }) => note));

    expect(Object.keys(excused).filter((note) => !notes.has(note))).toEqual([]);
    expect(Object.values(excused).filter((reason) => reason.length < 20)).toEqual([]);
  });

  it("fail where the result is another, is missing, or an error was wanted", { timeout: 60_000 }, async () => {
    const runner = openCaseRunner(await engineModule("opa"));
    const base = readCases(opaSources(), "v1").find(({ note }) => note === "aggregates/count")!;
    const count = { ...base, modules: ["package generated\n\np := count(data.a)\n"] };
    const unwanted = { ...count, want_result: null };

    expect(runner.run({ ...count, want_result: [{ x: 4 }] })).toBeNull();
    expect(runner.run({ ...count, want_result: [{ x: 5 }] })).toBe('expected {{"x":5}}, got {{"x":4}}');
    expect(runner.run({ ...count, want_result: [] })).toBe('expected {}, got {{"x":4}}');
    expect(runner.run({ ...unwanted, want_error_code: "eval_conflict_error" })).toMatch(/^expected an error, got/);
    expect(runner.run({ ...count, modules: ["package generated\n\np := nothing(1)\n"], want_result: [] })).toMatch(
      /does not compile: undefined function nothing/,
    );
  });
});

describe("terms", () => {
  it.each([
    ["{1, 2}", '["1","2"]'],
    ["set()", "[]"],
    ["{}", "{}"],
    ['{"b": 1.50, "a": [null, true]}', '{"a":[null,true],"b":1.5}'],
    ["{2: {3}}", '{"2":["3"]}'],
    ["18446744073709551617", "18446744073709551617"],
    ["1e2", "100"],
  ])("%s is %s", (text, json) => {
    const bare = (value: string): string => value.replaceAll(/"(\d+)"(?!:)/g, "$1");
    expect(toJsonText(withoutSets(parseTerm(text)))).toBe(bare(json));
    expect(toJsonText(parseTerm(toRegoText(parseTerm(text))))).toBe(toJsonText(parseTerm(text)));
  });

  it("are in OPA's order", () => {
    const sorted = [
      "null",
      "false",
      "true",
      "-1",
      "2",
      "10",
      '"a"',
      '"b"',
      "[1]",
      "[1, 2]",
      '{"a": 1}',
      "set()",
      "{1}",
    ];
    const shuffled = [...sorted].reverse().map(parseTerm).sort(compareTerms);

    expect(shuffled.map(toRegoText)).toEqual(sorted);
  });

  it.each(["{1", "[1 2]", "nothing", "1 2", '{"a": }'])("refuses %s", (text) => {
    expect(() => parseTerm(text)).toThrow(/expected|cannot/);
  });
});
