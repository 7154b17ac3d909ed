/** Runs in a worker thread: answers the calls of `openEngines` with one instance of one engine. */
import { parentPort, workerData } from "node:worker_threads";
import { isEngineCall, isEngineStart, isEngineValue, type EngineStart, type EngineValue } from "./engine-worker-protocol.ts";
import { EngineFault, startEngine } from "./engine-instance.ts";
import type { EngineInstance } from "./engine-instance.ts";
import { loadModule, whyUnavailable } from "./load-module.ts";
import type { WorkerAnswer } from "./worker-pool.ts";

type Started =
  | { readonly ok: true; readonly instance: EngineInstance; untold: WebAssembly.Module | null }
  | { readonly ok: false; readonly refusal: WorkerAnswer };

/** There is no module, or it cannot be read: not what an engine does, but that there is none. */
class Unavailable extends Error {
  override readonly name = "Unavailable";
}

/** At once, before there is a call: the thread that asks has something else to do meanwhile. */
const started = start(workerData);

function start(given: unknown): Started {
  try {
    if (!isEngineStart(given)) throw new Error("the worker was not told which engine it is");
    const module = given.module ?? load(given);
    return { ok: true, instance: startEngine(module), untold: given.module === null ? module : null };
  } catch (error) {
    return { ok: false, refusal: refusalOf(error) };
  }
}

function load({ name, directory }: EngineStart): WebAssembly.Module {
  try {
    return loadModule(name, directory);
  } catch (error) {
    throw new Unavailable(whyUnavailable(error), { cause: error });
  }
}

function answer(message: unknown): WorkerAnswer {
  if (!started.ok) return started.refusal;
  try {
    if (!isEngineCall(message)) throw new Error("the message is no call");
    const response = started.instance.call(message.request, message.clock);
    const value: EngineValue = { response, module: started.untold };
    started.untold = null;
    return { ok: true, value, discard: started.instance.memoryBytes() > message.recycleBytes };
  } catch (error) {
    return refusalOf(error);
  }
}

function refusalOf(error: unknown): WorkerAnswer {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Unavailable) return { ok: false, reason: "unavailable", message };
  return { ok: false, reason: error instanceof EngineFault ? error.reason : "trap", message };
}

parentPort?.on("message", (message: unknown) => {
  const answered = answer(message);
  const response = answered.ok && isEngineValue(answered.value) ? answered.value.response.buffer : null;
  parentPort?.postMessage(answered, response instanceof ArrayBuffer ? [response] : []);
});
