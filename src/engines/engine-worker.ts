/** Runs in a worker thread: answers the calls of `openEngines` with one instance of one engine. */
import { parentPort } from "node:worker_threads";
import { EngineFault, startEngine } from "./engine-instance.ts";
import type { EngineInstance } from "./engine-instance.ts";
import type { WorkerAnswer } from "./worker-pool.ts";

/** One call. There is no zod here: it would cost every worker a tenth of a second. */
export interface EngineCall {
  /** Only in the first call of a worker. */
  readonly module?: WebAssembly.Module;
  /** An instance with more memory is not used again. */
  readonly recycleBytes: number;
  /** The request as JSON. */
  readonly request: Uint8Array;
  /** The review's time, milliseconds since 1970. */
  readonly clock: number;
}

function isCall(value: unknown): value is EngineCall {
  return typeof value === "object" && value !== null && "request" in value;
}

let instance: EngineInstance | null = null;

function moduleOf({ module }: EngineCall): WebAssembly.Module {
  if (module === undefined) throw new Error("the first call brings no module");
  return module;
}

function answer(message: unknown): WorkerAnswer {
  try {
    if (!isCall(message)) throw new Error("the message is no call");
    instance ??= startEngine(moduleOf(message));
    const value = instance.call(message.request, message.clock);
    return { ok: true, value, discard: instance.memoryBytes() > message.recycleBytes };
  } catch (error) {
    const reason = error instanceof EngineFault ? error.reason : "trap";
    return { ok: false, reason, message: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on("message", (message: unknown) => {
  const answered = answer(message);
  const transfer = answered.ok && answered.value instanceof Uint8Array ? [answered.value.buffer] : [];
  parentPort?.postMessage(answered, transfer.filter((buffer) => buffer instanceof ArrayBuffer));
});
