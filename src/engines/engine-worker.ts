/** Runs in a worker thread: answers the calls of `openEngines` with one instance of one engine. */
import { parentPort, workerData } from "node:worker_threads";
import { EngineFault, startEngine } from "./engine-instance.ts";
import type { EngineInstance } from "./engine-instance.ts";
import type { WorkerAnswer } from "./worker-pool.ts";

/** What the worker is started with. There is no zod here: it would cost every worker a tenth of a second. */
export interface EngineStart {
  readonly module: WebAssembly.Module;
  /** An instance with more memory is not used again. */
  readonly recycleBytes: number;
}

/** One call: the request as JSON, and the review's time in milliseconds since 1970. */
export interface EngineCall {
  readonly request: Uint8Array;
  readonly clock: number;
}

function isStart(value: unknown): value is EngineStart {
  return typeof value === "object" && value !== null && "module" in value && "recycleBytes" in value;
}

function isCall(value: unknown): value is EngineCall {
  return typeof value === "object" && value !== null && "request" in value && "clock" in value;
}

let instance: EngineInstance | null = null;

function answer(message: unknown): WorkerAnswer {
  try {
    if (!isStart(workerData) || !isCall(message)) {
      throw new Error("the worker was started or called in another way than it knows");
    }
    instance ??= startEngine(workerData.module);
    const value = instance.call(message.request, message.clock);
    return { ok: true, value, discard: instance.memoryBytes() > workerData.recycleBytes };
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
