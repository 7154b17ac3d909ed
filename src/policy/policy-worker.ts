/** Runs in a worker thread: evaluates compiled policies, and answers their built-in functions with the opa engine. */
import { parentPort } from "node:worker_threads";
import { startEngine } from "../engines/engine-instance.ts";
import { keep } from "../engines/kept.ts";
import type { WorkerAnswer } from "../engines/worker-pool.ts";
import { openBuiltinAnswers } from "./builtin-answers.ts";
import type { BuiltinAnswers } from "./builtin-answers.ts";
import { instantiatePolicies, PolicyFault } from "./policy-instance.ts";
import type { PolicyInstance } from "./policy-instance.ts";
import { isPolicyTask, maxFindings } from "./policy-worker-protocol.ts";
import type { PolicyTask, PolicyWorkerAnswer, RuleAnswer } from "./policy-worker-protocol.ts";

class OpaNeeded extends Error {
  override readonly name = "OpaNeeded";
}

interface Running {
  readonly hash: string;
  readonly instance: PolicyInstance;
  /** What its data document was made of. */
  data: Uint8Array | null;
}

const modules = new Map<string, WebAssembly.Module>();
let running: Running | null = null;
let builtins: BuiltinAnswers | null = null;

function answerBuiltin(name: string, operands: ReadonlyArray<string>): string | null {
  if (builtins === null) {
    throw new OpaNeeded(name);
  }
  return builtins.answer(name, operands);
}

function instanceFor(task: PolicyTask): PolicyInstance {
  if (running?.hash !== task.hash) {
    const instance = instantiatePolicies(moduleOf(task), task.memory, answerBuiltin);
    running = { hash: task.hash, instance, data: null };
  }
  if (running.data === null || Buffer.compare(running.data, task.data) !== 0) {
    running.data = null; // until it is there
    running.instance.setData(task.data);
    running.data = task.data;
  }
  return running.instance;
}

function moduleOf({ kept }: PolicyTask): WebAssembly.Module {
  const known = modules.get(kept);
  if (known === undefined) throw new Error("the first task brings no module");
  return known;
}

function evaluate(task: PolicyTask): PolicyWorkerAnswer {
  if (task.module !== undefined) keep(modules, task.kept, task.module);
  builtins ??= task.opa == null ? null : openBuiltinAnswers(startEngine(task.opa));
  const instance = instanceFor(task); // also without an input: the next task finds it ready
  const results = task.inputs.map((input) => {
    builtins?.begin(task.clock);
    const document = documentOf(JSON.parse(instance.evaluate(input, task.entrypoint, "json")));
    return (task.keys === null ? [document] : task.keys.map((key) => at(document, key))).flatMap(found);
  });
  return { kind: "results", results };
}

/** Most rules find nothing, and are not worth to be sent. */
function found(returned: unknown, place: number): ReadonlyArray<RuleAnswer> {
  const isNothing = returned === undefined || (Array.isArray(returned) && returned.length === 0);
  return isNothing ? [] : [[place, cut(returned)]];
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
