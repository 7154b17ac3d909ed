import type { EngineInstance } from "../engines/engine-instance.ts";
import { PolicyFault } from "./policy-instance.ts";
import type { AnswerBuiltin } from "./policy-instance.ts";

/** The `opa` engine as the host of a policy's built-in functions. */
export interface BuiltinAnswers {
  /** A new evaluation begins, at a time in milliseconds since 1970: random numbers and uuids begin anew. */
  readonly begin: (clock: number) => void;
  /** Throws PolicyFault where the function ends the evaluation. */
  readonly answer: AnswerBuiltin;
}

/** What the engine is asked besides the call itself. */
export interface BuiltinOptions {
  /** Also answer what a review refuses: for conformance cases only. */
  readonly unrestricted?: boolean;
}

const maxRemembered = 10_000;

/** Equal questions of one evaluation have equal answers, and are asked once. */
export function openBuiltinAnswers(opa: EngineInstance, options: BuiltinOptions = {}): BuiltinAnswers {
  const { unrestricted = false } = options;
  let evaluation = 0;
  let time = 0;
  let remembered = new Map<string, string | null>();
  return {
    begin: (clock) => {
      evaluation += 1;
      time = clock;
      remembered = new Map();
    },
    answer: (name, operands) => {
      const key = JSON.stringify([name, ...operands]);
      const known = remembered.get(key);
      if (known !== undefined) {
        return known;
      }
      const request = { op: "builtin", name, arguments: operands, evaluation, unrestricted };
      const answered = readAnswer(name, askEngine(opa, request, time));
      if (remembered.size < maxRemembered) {
        remembered.set(key, answered);
      }
      return answered;
    },
  };
}

function askEngine(opa: EngineInstance, request: unknown, time: number): unknown {
  const answer = opa.call(new TextEncoder().encode(JSON.stringify(request)), time);
  return JSON.parse(new TextDecoder().decode(answer));
}

/** A result as a Rego term; an error is undefined, as in OPA, unless it ends the evaluation. */
function readAnswer(name: string, response: unknown): string | null {
  const error = at(response, "error") ?? (at(response, "halt") === true ? at(response, "failure") : undefined);
  if (error !== undefined) {
    throw new PolicyFault(typeof error === "string" ? error : `${name} ended the evaluation`);
  }
  const result = at(response, "result");
  return typeof result === "string" ? result : null;
}

function at(document: unknown, key: string): unknown {
  return typeof document === "object" && document !== null ? Reflect.get(document, key) : undefined;
}
