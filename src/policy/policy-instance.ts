/** A built-in function as the host answers it: Rego terms as text in and out; null is undefined. */
export type AnswerBuiltin = (name: string, operands: ReadonlyArray<string>) => string | null;

/** One instance of compiled policies. After a throw it must not be used again. */
export interface PolicyInstance {
  /** Replaces the data document. Throws PolicyFault. */
  readonly setData: (json: Uint8Array) => void;
  /**
   * Evaluates one entry point and gives the result set as text. `input` is JSON or any Rego term, null is undefined.
   * Throws PolicyFault.
   */
  readonly evaluate: (input: Uint8Array | null, entrypoint: string, shape: ResultShape) => string;
}

/** `json` is JSON, where a set is an array in no order; `term` is Rego, which keeps sets and every key. */
export type ResultShape = "json" | "term";

/** The policies ended their evaluation: conflicting rules, no memory left, a trap. */
export class PolicyFault extends Error {
  override readonly name = "PolicyFault";
}

/** Memory of an instance, in pages of 64 KiB. */
export interface PolicyMemory {
  readonly initial: number;
  readonly maximum: number;
}

const leastPages = 512;

type Exported = (...parameters: ReadonlyArray<number>) => number;

function isFunction(value: unknown): value is Exported {
  return typeof value === "function";
}

/**
 * Instantiates compiled policies over OPA's own interface (ABI 1.3). What a module imports is ours: sets reach the
 * built-in functions as sets, an error is undefined rather than the end of the evaluation, and results keep their digits.
 */
export function instantiatePolicies(
  module: WebAssembly.Module,
  size: PolicyMemory,
  answer: AnswerBuiltin,
): PolicyInstance {
  const memory = openMemory(size);
  const names = new Map<number, string>();
  const call = (...parameters: ReadonlyArray<number>): number =>
    callBuiltin(instance, memory, names, answer, parameters);
  const instance = new WebAssembly.Instance(module, {
    env: {
      memory,
      opa_abort: (address: number) => {
        throw new PolicyFault(abortText(readText(memory, address)));
      },
      opa_println: () => undefined, // the compiler removes print; nothing else writes
      opa_builtin0: call,
      opa_builtin1: call,
      opa_builtin2: call,
      opa_builtin3: call,
      opa_builtin4: call,
    },
  });
  for (const [name, id] of numbered(instance, memory, "builtins")) {
    names.set(id, name);
  }
  return openPolicies(instance, memory);
}

/** What is not touched costs nothing, but some machines promise no more than they have: then it grows from little. */
function openMemory({ initial, maximum }: PolicyMemory): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial, maximum });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return new WebAssembly.Memory({ initial: Math.min(initial, leastPages), maximum });
  }
}

function openPolicies(instance: WebAssembly.Instance, memory: WebAssembly.Memory): PolicyInstance {
  const heapPointer = exported(instance, "opa_heap_ptr_get");
  const entrypoints = new Map(numbered(instance, memory, "entrypoints"));
  const beforeData = heapPointer();
  let data = 0;
  let afterData = beforeData;
  const setData = (json: Uint8Array): void => {
    exported(instance, "opa_heap_ptr_set")(beforeData);
    data = parseValue(instance, memory, json, "opa_json_parse");
    afterData = heapPointer();
  };
  setData(new TextEncoder().encode("{}"));
  return {
    setData: (json) => {
      guarded(() => {
        setData(json);
      });
    },
    evaluate: (input, entrypoint, shape) => {
      const id = entrypoints.get(entrypoint);
      if (id === undefined) {
        throw new PolicyFault(`there is no entry point ${entrypoint}`);
      }
      return guarded(() => {
        // The text lies where the heap begins; what the evaluation allocates comes after it.
        const [from, length] = input === null ? [0, 0] : [afterData, input.length];
        if (input !== null) {
          reserve(memory, (from >>> 0) + length);
          new Uint8Array(memory.buffer).set(input, from >>> 0);
        }
        const asTerm = shape === "term" ? 1 : 0;
        const evaluate = exported(instance, "opa_eval");
        return readText(memory, evaluate(0, id, data, from, length, afterData + length, asTerm));
      });
    },
  };
}

function reserve(memory: WebAssembly.Memory, bytes: number): void {
  const missing = bytes - memory.buffer.byteLength;
  if (missing > 0) {
    memory.grow(Math.ceil(missing / 65_536));
  }
}

function guarded<Result>(run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw error instanceof PolicyFault ? error : new PolicyFault(describe(error), { cause: error });
  }
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
  return result === null ? 0 : parseValue(instance, memory, new TextEncoder().encode(result), "opa_value_parse");
}

function parseValue(
  instance: WebAssembly.Instance,
  memory: WebAssembly.Memory,
  bytes: Uint8Array,
  parser: "opa_value_parse" | "opa_json_parse",
): number {
  const address = exported(instance, "opa_malloc")(bytes.length) >>> 0;
  new Uint8Array(memory.buffer).set(bytes, address);
  const value = exported(instance, parser)(address, bytes.length);
  if (value === 0) {
    const what = parser === "opa_json_parse" ? "the data document" : "the result of a built-in function";
    throw new PolicyFault(`${what} cannot be read`);
  }
  return value;
}

/** One of the module's tables: names of built-in functions that it asks for, or of entry points, with their numbers. */
function numbered(
  instance: WebAssembly.Instance,
  memory: WebAssembly.Memory,
  table: "builtins" | "entrypoints",
): ReadonlyArray<readonly [string, number]> {
  const text = readText(memory, exported(instance, "opa_json_dump")(exported(instance, table)()));
  const parsed: unknown = JSON.parse(text);
  const entries: ReadonlyArray<readonly [string, unknown]> =
    typeof parsed === "object" && parsed !== null ? Object.entries(parsed) : [];
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

/** The runtime names its own function where it means that there is no more memory. */
function abortText(text: string): string {
  return text === "opa_malloc: failed" ? "the memory is exhausted" : text;
}

/** What ends an evaluation from the outside is a RangeError (stack, memory) or a trap of WebAssembly. */
function describe(error: unknown): string {
  if (error instanceof RangeError) {
    return `the stack or the memory is exhausted (${error.message})`;
  }
  return error instanceof Error ? error.message : String(error);
}
