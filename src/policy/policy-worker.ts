/** Runs in a worker thread: evaluates compiled policies, and answers their built-in functions with the opa engine. */
import { parentPort } from "node:worker_threads";
import { startEngine } from "../engines/engine-instance.ts";
import type { EngineInstance } from "../engines/engine-instance.ts";
import type { WorkerAnswer } from "../engines/worker-pool.ts";
import { instantiatePolicies, PolicyFault } from "./policy-instance.ts";
import type { PolicyInstance } from "./policy-instance.ts";
import { isPolicyTask, maxFindings } from "./policy-worker-protocol.ts";
import type { PolicyTask, PolicyWorkerAnswer } from "./policy-worker-protocol.ts";

const maxRemembered = 10_000;

class OpaNeeded extends Error {
  override readonly name = "OpaNeeded";
}

interface Running {
  readonly hash: string;
  readonly pages: number;
  readonly instance: PolicyInstance;
}

let running: Running | null = null;
let opa: EngineInstance | null = null;
let evaluation = 0;
let clock = 0;
let remembered = new Map<string, string | null>();

/** Asks the engine; equal questions of one evaluation have equal answers. */
function answerBuiltin(name: string, operands: ReadonlyArray<string>): string | null {
  if (opa === null) {
    throw new OpaNeeded(name);
  }
  const key = JSON.stringify([name, ...operands]);
  const known = remembered.get(key);
  if (known !== undefined) {
    return known;
  }
  const request = new TextEncoder().encode(JSON.stringify({ op: "builtin", name, arguments: operands, evaluation }));
  const response: unknown = JSON.parse(new TextDecoder().decode(opa.call(request, clock)));
  const error = at(response, "error") ?? (at(response, "halt") === true ? at(response, "failure") : undefined);
  if (error !== undefined) {
    throw new PolicyFault(typeof error === "string" ? error : `${name} ended the evaluation`);
  }
  const result = at(response, "result");
  const answered = typeof result === "string" ? result : null; // an error is undefined, as in OPA
  if (remembered.size < maxRemembered) {
    remembered.set(key, answered);
  }
  return answered;
}

function instanceFor(task: PolicyTask): PolicyInstance {
  if (running?.hash !== task.hash || running.pages < task.memory.initial) {
    const instance = instantiatePolicies(task.module, task.memory, answerBuiltin);
    running = { hash: task.hash, pages: task.memory.initial, instance };
  }
  running.instance.setData(task.data);
  return running.instance;
}

function evaluate(task: PolicyTask): PolicyWorkerAnswer {
  opa ??= task.opa === null ? null : startEngine(task.opa);
  clock = task.clock;
  instanceFor(task); // also without an input: the next task finds it ready
  const results = task.inputs.map((input) => {
    evaluation += 1;
    remembered = new Map();
    const document = documentOf(instanceFor(task).evaluate(input, task.entrypoint));
    return task.keys === null ? [cut(document)] : task.keys.map((key) => cut(at(document, key)));
  });
  return { kind: "results", results };
}

/** A result set is `[{"result": …}]`, and empty when the entry point is undefined. */
function documentOf(resultSet: unknown): unknown {
  return at(Array.isArray(resultSet) ? resultSet[0] : undefined, "result");
}

/** One more than is allowed is enough to know that there are too many. */
function cut(result: unknown): unknown {
  return Array.isArray(result) ? result.slice(0, maxFindings + 1) : result;
}

function at(document: unknown, key: string): unknown {
  return typeof document === "object" && document !== null ? Reflect.get(document, key) : undefined;
}

function answer(message: unknown): WorkerAnswer {
  try {
    if (!isPolicyTask(message)) {
      throw new Error("the message is no task");
    }
    return { ok: true, value: evaluate(message), discard: false };
  } catch (error) {
    running = null; // its memory may be in any state
    if (error instanceof OpaNeeded || (error instanceof PolicyFault && error.cause instanceof OpaNeeded)) {
      return { ok: true, value: { kind: "needs-opa" }, discard: false };
    }
    // A trap may have left more than this instance behind: the worker goes too.
    const isAbort = error instanceof PolicyFault && error.cause === undefined;
    const said = error instanceof Error ? error.message : String(error);
    return { ok: true, value: { kind: "fault", message: said }, discard: !isAbort };
  }
}

parentPort?.on("message", (message: unknown) => {
  parentPort?.postMessage(answer(message));
});
