import { ExitError, openWasi } from "./wasi.ts";

/** One running engine. After a throw it must not be used again: its memory may be in any state. */
export interface EngineInstance {
  /** Sends a request (UTF-8 JSON) and gives the response, a copy of its own. Throws EngineFault. */
  readonly call: (request: Uint8Array, clock: number) => Uint8Array<ArrayBuffer>;
  /** Bytes of memory that the instance holds; Go never gives any back. */
  readonly memoryBytes: () => number;
}

/** The engine broke: without memory, or by a trap (panic, stack, exit). */
export class EngineFault extends Error {
  override readonly name = "EngineFault";
  readonly reason: "memory" | "trap";

  constructor(reason: EngineFault["reason"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

type Exported = (...parameters: ReadonlyArray<number>) => number | bigint | undefined;

function isFunction(value: unknown): value is Exported {
  return typeof value === "function";
}

function exported(instance: WebAssembly.Instance, name: string): Exported {
  const value: unknown = instance.exports[name];
  if (!isFunction(value)) {
    throw new Error(`the engine does not export the function ${name}`);
  }
  return value;
}

/** Starts an engine from its compiled module; synchronous, for use in a worker thread. */
export function startEngine(module: WebAssembly.Module): EngineInstance {
  const wasi = openWasi(module);
  const instance = new WebAssembly.Instance(module, wasi.imports);
  const memory: unknown = instance.exports["memory"];
  if (!(memory instanceof WebAssembly.Memory)) {
    throw new Error("the engine does not export its memory");
  }
  wasi.attach(memory);
  const alloc = exported(instance, "alloc");
  const call = exported(instance, "call");
  guarded(wasi.stderr, () => exported(instance, "_initialize")());

  return {
    call: (request, clock) => {
      wasi.setClock(clock);
      return guarded(wasi.stderr, () => {
        const address = Number(alloc(request.length)) >>> 0;
        new Uint8Array(memory.buffer, address, request.length).set(request);
        const packed = BigInt.asUintN(64, BigInt(call(request.length) ?? 0));
        const from = Number(packed >> 32n);
        return new Uint8Array(memory.buffer.slice(from, from + Number(packed & 0xffffffffn)));
      });
    },
    memoryBytes: () => memory.buffer.byteLength,
  };
}

function guarded<Result>(stderr: () => string, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    const said = stderr();
    const isMemory = /out of memory|cannot allocate memory|stack exceeds/.test(said);
    throw new EngineFault(isMemory ? "memory" : "trap", describe(error, said), { cause: error });
  }
}

/** The first line of what Go wrote before it ended, else what the WebAssembly runtime says. */
function describe(error: unknown, stderr: string): string {
  const panic = /^(?:panic|fatal error|runtime):.*$/m.exec(stderr)?.[0];
  if (panic !== undefined) {
    return panic;
  }
  if (error instanceof RangeError) {
    return `the stack is exhausted (${error.message})`;
  }
  return error instanceof ExitError || error instanceof Error ? error.message : String(error);
}
