/** Runs in a worker thread: answers the calls of `openEngines` with one instance of one engine. */
import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { EngineFault, startEngine } from "./engine-instance.ts";
import type { EngineInstance } from "./engine-instance.ts";
import type { WorkerAnswer } from "./worker-pool.ts";

const start = z.object({ module: z.instanceof(WebAssembly.Module), recycleBytes: z.number() }).parse(workerData);
const call = z.object({ request: z.instanceof(Uint8Array), clock: z.number() });

let instance: EngineInstance | null = null;

function answer(message: unknown): WorkerAnswer {
  try {
    const { request, clock } = call.parse(message);
    instance ??= startEngine(start.module);
    const value = instance.call(request, clock);
    return { ok: true, value, discard: instance.memoryBytes() > start.recycleBytes };
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
