import * as sdk from "@open-policy-agent/opa-wasm";
import type { LoadedPolicy } from "@open-policy-agent/opa-wasm";

/** A built-in function as the host answers it: Rego terms as text in and out; null is undefined. */
export type AnswerBuiltin = (name: string, operands: ReadonlyArray<string>) => string | null;

/** One instance of compiled policies. After a throw it must not be used again. */
export interface PolicyInstance {
  /** Replaces the data document. */
  readonly setData: (json: Uint8Array) => void;
  /** Evaluates one entry point on `input` as JSON and gives what the policies return. Throws PolicyFault. */
  readonly evaluate: (input: Uint8Array, entrypoint: string) => unknown;
}

/** The policies ended their evaluation: conflicting rules, no memory left, a trap. */
export class PolicyFault extends Error {
  override readonly name = "PolicyFault";
}

/** Memory of an instance, in pages of 64 KiB. */
export interface PolicyMemory {
  readonly initial: number;
  readonly maximum: number;
}

type Exported = (...parameters: ReadonlyArray<number>) => number;

interface Sdk {
  readonly LoadedPolicy: typeof LoadedPolicy;
}

function isSdk(value: unknown): value is Sdk {
  return typeof value === "object" && value !== null && "LoadedPolicy" in value;
}

function isFunction(value: unknown): value is Exported {
  return typeof value === "function";
}

/** The package's types do not tell that its default export has the class. */
const loadedSdk: unknown = Reflect.get(sdk, "default");

/**
 * Instantiates compiled policies. The package evaluates them; what a module imports is ours, because the package
 * answers 5 of the 104 built-in functions that OPA leaves to the host, some of them wrongly: sets reach them as
 * arrays, an error ends the evaluation instead of being undefined, regular expressions and formats are JavaScript's.
 */
export function instantiatePolicies(
  module: WebAssembly.Module,
  size: PolicyMemory,
  answer: AnswerBuiltin,
): PolicyInstance {
  const memory = new WebAssembly.Memory({ initial: size.initial, maximum: size.maximum });
  const names = new Map<number, string>();
  const call = (...parameters: ReadonlyArray<number>): number =>
    callBuiltin(instance, memory, names, answer, parameters);
  const instance = new WebAssembly.Instance(module, {
    env: {
      memory,
      opa_abort: (address: number) => {
        throw new PolicyFault(readText(memory, address));
      },
      opa_println: () => undefined, // the compiler removes print; nothing else writes
      opa_builtin0: call,
      opa_builtin1: call,
      opa_builtin2: call,
      opa_builtin3: call,
      opa_builtin4: call,
    },
  });
  for (const [name, id] of builtinIds(instance, memory)) {
    names.set(id, name);
  }
  return openPolicies(instance, memory);
}

function openPolicies(instance: WebAssembly.Instance, memory: WebAssembly.Memory): PolicyInstance {
  if (!isSdk(loadedSdk)) {
    throw new Error("the package @open-policy-agent/opa-wasm has changed: it has no LoadedPolicy");
  }
  const abi = Number(Reflect.get(Object(instance.exports["opa_wasm_abi_minor_version"]), "value"));
  const policies = new loadedSdk.LoadedPolicy(Object(instance), memory, abi);
  return {
    setData: (json) => {
      policies.setData(bufferOf(json));
    },
    evaluate: (input, entrypoint) => {
      try {
        const results: unknown = policies.evaluate(bufferOf(input), entrypoint);
        return results;
      } catch (error) {
        throw error instanceof PolicyFault ? error : new PolicyFault(describe(error), { cause: error });
      }
    },
  };
}

/** The package takes an ArrayBuffer for text that is JSON already, and its whole length. */
function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

function callBuiltin(
  instance: WebAssembly.Instance,
  memory: WebAssembly.Memory,
  names: ReadonlyMap<number, string>,
  answer: AnswerBuiltin,
  [id = -1, , ...operands]: ReadonlyArray<number>,
): number {
  const dump = exported(instance, "opa_value_dump");
  const texts = operands.map((operand) => readText(memory, dump(operand)));
  const result = answer(names.get(id) ?? `#${id}`, texts);
  return result === null ? 0 : parseValue(instance, memory, result, "opa_value_parse");
}

function parseValue(
  instance: WebAssembly.Instance,
  memory: WebAssembly.Memory,
  text: string,
  parser: "opa_value_parse" | "opa_json_parse",
): number {
  const bytes = new TextEncoder().encode(text);
  const address = exported(instance, "opa_malloc")(bytes.length) >>> 0;
  new Uint8Array(memory.buffer).set(bytes, address);
  const value = exported(instance, parser)(address, bytes.length);
  if (value === 0) {
    throw new PolicyFault("the result of a built-in function cannot be read");
  }
  return value;
}

/** The table of the built-in functions that the module asks for. */
function builtinIds(instance: WebAssembly.Instance, memory: WebAssembly.Memory): ReadonlyArray<[string, number]> {
  const text = readText(memory, exported(instance, "opa_json_dump")(exported(instance, "builtins")()));
  const table: unknown = JSON.parse(text);
  const entries: ReadonlyArray<readonly [string, unknown]> =
    typeof table === "object" && table !== null ? Object.entries(table) : [];
  return entries.map(([name, id]) => [name, Number(id)]);
}

function exported(instance: WebAssembly.Instance, name: string): Exported {
  const value: unknown = instance.exports[name];
  if (!isFunction(value)) {
    throw new Error(`the compiled policies do not export ${name}`);
  }
  return value;
}

function readText(memory: WebAssembly.Memory, address: number): string {
  const bytes = new Uint8Array(memory.buffer);
  const from = address >>> 0;
  const to = bytes.indexOf(0, from);
  return new TextDecoder().decode(bytes.subarray(from, to < 0 ? bytes.length : to));
}

/** What ends an evaluation from the outside is a RangeError (stack, memory) or a trap of WebAssembly. */
function describe(error: unknown): string {
  if (error instanceof RangeError) {
    return `the stack or the memory is exhausted (${error.message})`;
  }
  return error instanceof Error ? error.message : String(error);
}
