import { z } from "zod";
import { startEngine, type EngineInstance } from "../../src/engines/engine-instance.ts";
import { openBuiltinAnswers } from "../../src/policy/builtin-answers.ts";
import { instantiatePolicies, PolicyFault, type AnswerBuiltin } from "../../src/policy/policy-instance.ts";
import { jsonOf, type ConformanceCase } from "./cases.ts";
import { compareTerms, parseTerm, toJsonText, toRegoText, withoutSets, type Term } from "./term.ts";

/** What became of one case: null is passed, else why it did not. */
export type CaseFailure = string | null;

/** Runs cases one after the other with one engine. */
export interface CaseRunner {
  readonly run: (one: ConformanceCase) => CaseFailure;
}

/** What a running case gave: a result set as text, or the message with which it ended. */
type Outcome = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string };

const clock = Date.UTC(2026, 0, 2);
const recycleBytes = 320 * 2 ** 20; // as a review's engine: Go gives no memory back
const response = z.object({
  wasm: z.string().nullable(),
  entrypoint: z.string(),
  errors: z.array(z.object({ message: z.string() })),
});

/** Starts the `opa` engine, compiled before, for conformance cases. */
export function openCaseRunner(module: WebAssembly.Module): CaseRunner {
  let engine = startEngine(module);
  return {
    run: (one) => {
      if (engine.memoryBytes() > recycleBytes) engine = startEngine(module);
      try {
        return judge(one, evaluate(engine, one));
      } catch (error) {
        engine = startEngine(module); // whatever it was, the next case begins anew
        return `broke: ${String(error)}`;
      }
    },
  };
}

function evaluate(engine: EngineInstance, one: ConformanceCase): Outcome {
  const compiled = compile(engine, one);
  if (typeof compiled === "string") return { ok: false, message: `does not compile: ${compiled}` };
  const answers = openBuiltinAnswers(engine, { unrestricted: true });
  try {
    const module = new WebAssembly.Module(Buffer.from(compiled.wasm, "base64"));
    const instance = instantiatePolicies(module, { initial: 64, maximum: 2_048 }, supplyRefused(one, answers.answer));
    if (one.data !== undefined && one.data !== null) instance.setData(Buffer.from(jsonOf(one.data)));
    answers.begin(clock);
    return { ok: true, text: instance.evaluate(inputOf(one), compiled.entrypoint, "term") };
  } catch (error) {
    if (error instanceof PolicyFault) return { ok: false, message: error.message };
    throw error;
  }
}

function compile(engine: EngineInstance, one: ConformanceCase): { wasm: string; entrypoint: string } | string {
  const request = {
    op: "query",
    query: one.query,
    version: one.version,
    modules: (one.modules ?? []).map((source, index) => ({ path: `test-${index}.rego`, source })),
    unrestricted: true,
    experimental: one.experimental_keywords,
  };
  const answer = engine.call(new TextEncoder().encode(JSON.stringify(request)), clock);
  const { wasm, entrypoint, errors } = response.parse(JSON.parse(new TextDecoder().decode(answer)));
  return wasm === null ? errors.map((error) => error.message).join("; ") : { wasm, entrypoint };
}

function inputOf(one: ConformanceCase): Uint8Array | null {
  if (one.input_term !== undefined) return Buffer.from(toRegoText(parseTerm(one.input_term)));
  return "input" in one && one.input !== undefined ? Buffer.from(jsonOf(one.input)) : null;
}

/** What a review refuses because it asks the world outside: here the world is a table. */
function supplyRefused(one: ConformanceCase, answer: AnswerBuiltin): AnswerBuiltin {
  return (name, operands) => {
    switch (name) {
      case "net.lookup_ip_addr":
        return addresses.get(operands[0] ?? "") ?? null;
      case "opa.runtime":
        return jsonOf(Object.keys(one.env).length === 0 ? {} : { env: one.env });
      case "http.send":
        return null;
      default:
        return answer(name, operands);
    }
  };
}

const addresses: ReadonlyMap<string, string> = new Map([
  ['"localhost"', '{"127.0.0.1", "::1"}'],
  ['"10.0.0.0"', '{"10.0.0.0"}'],
  ['"::"', '{"::"}'],
]);

/** Compares as OPA's own runner for WebAssembly does. */
function judge(one: ConformanceCase, outcome: Outcome): CaseFailure {
  if (one.want_defined !== undefined) {
    if (!outcome.ok) return `unexpected error: ${outcome.message}`;
    const isDefined = rowsOf(outcome.text).length > 0;
    return isDefined === one.want_defined ? null : `expected ${one.want_defined ? "a" : "no"} result`;
  }
  if (one.want_result != null) return judgeResult(one, one.want_result, outcome);
  // Compiled modules have no strict mode: what is an error there is undefined here.
  if (one.strict_error) return judgeResult(one, [], outcome);
  if (outcome.ok) return `expected an error, got ${outcome.text}`;
  const isConflict = /var assignment conflict|object insert conflict/.test(outcome.message);
  return one.want_error_code === "eval_conflict_error" && isConflict
    ? null
    : `expected ${one.want_error_code ?? one.want_error ?? "an error"}, got ${outcome.message}`;
}

function judgeResult(
  one: ConformanceCase,
  want: ReadonlyArray<Readonly<Record<string, unknown>>>,
  outcome: Outcome,
): CaseFailure {
  if (!outcome.ok) return `unexpected error: ${outcome.message}`;
  const expected = setOf(want.map((row) => toJsonText(parseTerm(jsonOf(row)))));
  const got = setOf(rowsOf(outcome.text).map((row) => bindingsOf(row, one)));
  return expected === got ? null : `expected ${expected}, got ${got}`;
}

function rowsOf(text: string): ReadonlyArray<Term> {
  const rows = parseTerm(text);
  if (rows.kind !== "set" && rows.kind !== "array" && !(rows.kind === "object" && rows.entries.length === 0)) {
    throw new Error(`the result is no set: ${text}`);
  }
  return rows.kind === "object" ? [] : rows.items;
}

/** One row of the result set; with `sort_bindings` its arrays count as sets. */
function bindingsOf(row: Term, one: ConformanceCase): string {
  if (row.kind !== "object") throw new Error("a row of the result is no object");
  const entries = row.entries
    .filter(([name]) => !(one.ignore_generated_vars && name.kind === "string" && name.value.startsWith("__localq")))
    .map(([name, value]): readonly [Term, Term] => {
      const json = withoutSets(value);
      return [name, one.sort_bindings && json.kind === "array" ? sorted(json) : json];
    });
  return toJsonText({ kind: "object", entries });
}

function sorted(array: Extract<Term, { kind: "array" }>): Term {
  return { kind: "array", items: array.items.toSorted(compareTerms) };
}

function setOf(rows: ReadonlyArray<string>): string {
  return `{${[...new Set(rows)].sort().join(", ")}}`;
}
