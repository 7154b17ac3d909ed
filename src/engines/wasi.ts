import { randomBytes } from "./seeded-random.ts";

const success = 0;
const badFileDescriptor = 8;
const realtimeClock = 0;
const stderrDescriptor = 2;
const eventBytes = 32;
const subscriptionBytes = 48;
const clockSubscription = 0;
const maxStderrBytes = 16 * 1024;

/** Thrown through the module when it calls `proc_exit`: a Go program does so after a panic or without memory. */
export class ExitError extends Error {
  override readonly name = "ExitError";
  readonly code: number;

  constructor(code: number) {
    super(`exited with code ${code}`);
    this.code = code;
  }
}

/** What the world looks like from inside a module: no files, no network, no arguments, no environment. */
export interface Wasi {
  /** Everything that `module` imports; a WASI function that is not here answers EBADF. */
  readonly imports: WebAssembly.Imports;
  /** Call it before anything else, with the memory of the instance. */
  readonly attach: (memory: WebAssembly.Memory) => void;
  /** The wall clock for all that follows, milliseconds since 1970. It stands still. */
  readonly setClock: (milliseconds: number) => void;
  /** The last that the module wrote to stderr, at most 16 KiB. */
  readonly stderr: () => string;
}

type WasiFunction = (...parameters: ReadonlyArray<number | bigint>) => number;

/** A WASI (preview 1) host that gives away a clock, random bytes from a fixed seed and stderr, and nothing else. */
export function openWasi(module: WebAssembly.Module): Wasi {
  let memory: WebAssembly.Memory | null = null;
  let clock = 0;
  let stderr = "";
  const random = randomBytes(0x746f6c6c);
  const view = (): DataView<ArrayBuffer> => {
    if (memory === null) {
      throw new Error("the module called its host before it was attached");
    }
    return new DataView(memory.buffer);
  };

  function writeStderr(vectors: number, count: number, written: number): number {
    const data = view();
    let total = 0;
    for (let index = 0; index < count; index += 1) {
      const address = data.getUint32(vectors + 8 * index, true);
      const length = data.getUint32(vectors + 8 * index + 4, true);
      if (stderr.length < maxStderrBytes) {
        stderr += Buffer.from(data.buffer, address, Math.min(length, maxStderrBytes)).toString("utf8");
      }
      total += length;
    }
    data.setUint32(written, total, true);
    return success;
  }

  /** Go sleeps here when every goroutine waits; it asks for one clock event, relative to now. */
  function sleepUntilFirst(subscriptions: number, events: number, count: number, stored: number): number {
    const data = view();
    let shortest = Number.POSITIVE_INFINITY;
    for (let index = 0; index < count; index += 1) {
      const at = subscriptions + subscriptionBytes * index;
      if (data.getUint8(at + 8) === clockSubscription) {
        shortest = Math.min(shortest, Number(data.getBigUint64(at + 24, true)) / 1e6);
      }
    }
    if (!Number.isFinite(shortest)) {
      return badFileDescriptor;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, shortest);
    data.setBigUint64(events, data.getBigUint64(subscriptions, true), true);
    new Uint8Array(data.buffer, events + 8, eventBytes - 8).fill(0);
    data.setUint32(stored, 1, true);
    return success;
  }

  function writeZeros(...addresses: ReadonlyArray<number | bigint>): number {
    for (const address of addresses) {
      view().setUint32(Number(address), 0, true);
    }
    return success;
  }

  const functions: Readonly<Record<string, WasiFunction>> = {
    args_get: () => success,
    args_sizes_get: writeZeros,
    environ_get: () => success,
    environ_sizes_get: writeZeros,
    sched_yield: () => success,
    clock_time_get: (id, _precision, time) => {
      const nanoseconds = id === realtimeClock ? BigInt(Math.round(clock * 1000)) * 1000n : process.hrtime.bigint();
      view().setBigUint64(Number(time), nanoseconds, true);
      return success;
    },
    random_get: (address, length) => {
      random(new Uint8Array(view().buffer, Number(address), Number(length)));
      return success;
    },
    fd_write: (descriptor, vectors, count, written) =>
      descriptor === stderrDescriptor
        ? writeStderr(Number(vectors), Number(count), Number(written))
        : badFileDescriptor,
    poll_oneoff: (subscriptions, events, count, stored) =>
      sleepUntilFirst(Number(subscriptions), Number(events), Number(count), Number(stored)),
    proc_exit: (code) => {
      throw new ExitError(Number(code));
    },
  };

  return {
    imports: importsOf(module, functions),
    attach: (attached) => {
      memory = attached;
    },
    setClock: (milliseconds) => {
      clock = milliseconds;
    },
    stderr: () => stderr,
  };
}

/** Refuses a module that wants more than WASI: whatever is imported from elsewhere does not exist here. */
function importsOf(
  module: WebAssembly.Module,
  functions: Readonly<Record<string, WasiFunction>>,
): WebAssembly.Imports {
  const wasi: Record<string, WasiFunction> = {};
  for (const { module: namespace, name, kind } of WebAssembly.Module.imports(module)) {
    if (namespace !== "wasi_snapshot_preview1" || kind !== "function") {
      throw new Error(`the module imports ${namespace}.${name}, expected only functions of wasi_snapshot_preview1`);
    }
    wasi[name] = functions[name] ?? (() => badFileDescriptor);
  }
  return { wasi_snapshot_preview1: wasi };
}
