import * as sdk from "@open-policy-agent/opa-wasm";
import type { LoadedPolicy } from "@open-policy-agent/opa-wasm";
import { beforeAll, describe, expect, it } from "vitest";
import { startEngine, type EngineInstance } from "../../src/engines/engine-instance.ts";
import { engineModule } from "../../src/engines/open-engines.ts";
import { openBuiltinAnswers } from "../../src/policy/builtin-answers.ts";
import { instantiatePolicies, PolicyFault, type PolicyInstance } from "../../src/policy/policy-instance.ts";

const { loadPolicy } = (sdk as unknown as { default: { loadPolicy: (wasm: Uint8Array) => Promise<LoadedPolicy> } })
  .default;
const memory = { initial: 64, maximum: 1_024 };
const clock = Date.UTC(2026, 0, 2, 3, 4, 5);
let engine: EngineInstance;

beforeAll(async () => {
  engine = startEngine(await engineModule("opa"));
});

function ask(request: unknown): { wasm: string | null; errors: { message: string }[] } {
  const answer = engine.call(new TextEncoder().encode(JSON.stringify(request)), clock);
  return JSON.parse(new TextDecoder().decode(answer)) as { wasm: string | null; errors: { message: string }[] };
}

function compile(source: string, query = "data.p.x = x"): Buffer {
  const { wasm, errors } = ask({
    op: "query",
    query,
    modules: [{ path: "p.rego", source: `package p\n\n${source}\n` }],
  });
  if (wasm === null) throw new Error(errors.map((error) => error.message).join("; "));
  return Buffer.from(wasm, "base64");
}

function instantiate(source: string): PolicyInstance {
  const answers = openBuiltinAnswers(engine);
  answers.begin(clock);
  return instantiatePolicies(new WebAssembly.Module(compile(source)), memory, answers.answer);
}

function evaluate(source: string, input: string | null = null, shape: "json" | "term" = "term"): string {
  return instantiate(source).evaluate(input === null ? null : Buffer.from(input), "eval", shape);
}

describe("a policy instance", () => {
  it.each([
    ["keeps sets", "x := {1, 2} & {2}", null, '{{"x":{2}}}'],
    ["keeps digits", "x := input", "18446744073709551617", '{{"x":18446744073709551617}}'],
    ["hands sets to built-in functions", "x := object.subset({1, 2}, {1})", null, '{{"x":true}}'],
    ["gets sets from built-in functions", 'x := net.cidr_expand("10.0.0.0/31")', null, /"10.0.0.0", "10.0.0.1"/],
    ["takes a false input", "x := input", "false", '{{"x":false}}'],
    ["takes a missing input", "x if not input", null, '{{"x":true}}'],
    ["makes an error undefined", 'x := time.parse_rfc3339_ns("never")', null, "set()"],
    [
      "formats as OPA",
      'x := sprintf("%v %d", [["there", 5], 12345678901234567890])',
      null,
      /\[\\"there\\", 5\] 12345678901234567890/,
    ],
    ["splits with RE2", 'x := regex.split("(?i)A", "1a2A3")', null, '{{"x":["1","2","3"]}}'],
    ["has the review's clock", "x := time.now_ns()", null, '{{"x":1767323045000000000}}'],
  ])("%s", (_, source, input, expected) => {
    const text = evaluate(source, input);

    if (typeof expected === "string") expect(text.replaceAll(/([:,]) /g, "$1")).toBe(expected);
    else expect(text).toMatch(expected);
  });

  it("gives the same random numbers in every evaluation", () => {
    const source = 'x := [rand.intn("a", 1000000), uuid.rfc4122("b")]';

    expect(evaluate(source)).toBe(evaluate(source));
  });

  it("evaluates again after data and input were replaced", () => {
    const instance = instantiate("x := [input.a, data.b]");
    instance.setData(Buffer.from('{"b": 1}'));
    const first = instance.evaluate(Buffer.from('{"a": 1}'), "eval", "json");
    instance.setData(Buffer.from('{"b": {"long": "document"}}'));
    const second = instance.evaluate(Buffer.from('{"a": [2]}'), "eval", "json");

    expect([first, second]).toEqual(['[{"x":[1,1]}]', '[{"x":[[2],{"long":"document"}]}]']);
  });

  it.each([
    [
      "conflicting rules",
      "x := 1 if input.a\n\nx := 2 if input.a",
      '{"a": 1}',
      /p\.rego:\d+:\d+: var assignment conflict/,
    ],
    ["no memory left", "x := [a | a := numbers.range(1, 9000000)[_]]", null, /memory is exhausted/],
  ])("throws a fault for %s", (_, source, input, message) => {
    expect(() => evaluate(source, input)).toThrow(PolicyFault);
    expect(() => evaluate(source, input)).toThrow(message);
  });

  it("throws a fault for data that is no JSON, and for an unknown entry point", () => {
    expect(() => {
      instantiate("x := 1").setData(Buffer.from("{"));
    }).toThrow(/the data document cannot be read/);
    expect(() => instantiate("x := 1").evaluate(null, "nowhere", "json")).toThrow(/no entry point nowhere/);
  });

  it("reads an input that is larger than its memory", () => {
    const text = "a".repeat(6 * 2 ** 20);

    expect(evaluate("x := count(input)", JSON.stringify(text))).toBe(`{{"x": ${text.length}}}`);
  });
});

/** Where the package is right it has to agree: it is the other implementation of the same interface. */
describe("a policy instance and @open-policy-agent/opa-wasm", () => {
  it.each([
    ["x := input.a + 1", '{"a": 41}'],
    ['x := [upper(s) | some s in input.names; startswith(s, "a")]', '{"names": ["ab", "b", "ac"]}'],
    ["x := {k: v | some k, v in input; v > 1}", '{"a": 1, "b": 2, "ü": 3}'],
    ["x := [path | walk(input, [path, 1])]", '{"a": [1]}'],
    ['x := {"nested": json.unmarshal(input.text), "t": trim(" a ", " ")}', '{"text": "{\\"q\\": [null, 1.5]}"}'],
    ["x if input.missing", "{}"],
  ])("agree on %s", async (source, input) => {
    const theirs: unknown = (await loadPolicy(compile(source))).evaluate(JSON.parse(input));

    expect(JSON.parse(evaluate(source, input, "json"))).toEqual(theirs);
  });
});
