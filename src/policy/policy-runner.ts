import { availableParallelism } from "node:os";
import { LRUCache } from "lru-cache";
import { moduleWithCode } from "../engines/machine-code.ts";
import { engineModule } from "../engines/open-engines.ts";
import { WorkerPool } from "../engines/worker-pool.ts";
import { EngineError } from "../model/failure.ts";
import type { CompiledModule, PolicyRule } from "./policy.ts";
import { askInBatches } from "./question-batches.ts";
import { isPolicyAnswer } from "./policy-worker-protocol.ts";
import type { PolicyTask, RuleAnswer } from "./policy-worker-protocol.ts";
import { readRuleResult } from "./rule-result.ts";
import type { RuleResult } from "./rule-result.ts";

/** One question to compiled policies: these rules, on these inputs. */
export interface PolicyQuestion {
  readonly module: CompiledModule;
  readonly rules: ReadonlyArray<PolicyRule>;
  /** `input` documents as JSON in UTF-8. */
  readonly inputs: ReadonlyArray<Uint8Array>;
  readonly clock: Date;
}

/** The answer to one input: what each rule said, by rule key. Every rule that was asked is in it. */
export type PolicyAnswer = ReadonlyMap<string, RuleResult>;

/** Evaluates compiled policies in worker threads, bounded in time and memory. */
export interface PolicyRunner {
  /** One answer for each input. A rule that breaks is an answer too: the others count. */
  readonly ask: (question: PolicyQuestion) => Promise<ReadonlyArray<PolicyAnswer>>;
  /** Starts a worker for policies that will be asked soon, while the caller does something else. Never throws. */
  readonly prepare: (module: CompiledModule) => Promise<void>;
  /** Whether the module was seen to call a function of the host: its answers may depend on the clock. */
  readonly asksHost: (module: CompiledModule) => boolean;
  readonly close: () => Promise<void>;
}

/** Bounds of a runner; every one has a default. */
export interface RunnerOptions {
  /** Milliseconds of processor time for all rules together, on all inputs of a question; default 10,000. */
  readonly timeLimit?: number;
  /** Milliseconds of processor time for one rule alone; default 5,000. */
  readonly ruleTimeLimit?: number;
  /** Milliseconds for finding out which rules break; what is left then counts as broken. Default 60,000. */
  readonly searchLimit?: number;
  /** Most memory of one evaluation, in pages of 64 KiB; default 16,384 (1 GiB). */
  readonly maximumPages?: number;
  /** Most workers; default: one a processor, at most four. */
  readonly workers?: number;
}

type Bounds = Required<RunnerOptions>;

const modules = new LRUCache<string, Promise<WebAssembly.Module>>({ max: 32 });
const needOpa = new Set<string>(); // hashes of modules that called a built-in function of the engine

/** Opens a runner. Nothing is started before the first question; idle workers go by themselves. */
export function openPolicyRunner(options: RunnerOptions = {}): PolicyRunner {
  const bounds: Bounds = {
    timeLimit: options.timeLimit ?? 10_000,
    ruleTimeLimit: options.ruleTimeLimit ?? 5_000,
    searchLimit: options.searchLimit ?? 60_000,
    maximumPages: options.maximumPages ?? 16_384,
    workers: options.workers ?? Math.min(availableParallelism(), 4),
  };
  const pool = new WorkerPool({
    name: "policy",
    file: "policy/policy-worker",
    workers: bounds.workers,
    idleMilliseconds: 30_000,
    patience: 50, // a worker is ready after about so long
  });
  const askAll = askInBatches(bounds.workers, (batch) => askBatch(pool, bounds, batch));
  return {
    ask: (question) =>
      question.rules.length === 0 ? Promise.resolve(question.inputs.map(() => new Map())) : askAll(question),
    prepare: (module) => prepare(pool, bounds, module),
    asksHost: ({ hash }) => needOpa.has(hash),
    close: () => pool.close(),
  };
}

async function prepare(pool: WorkerPool, bounds: Bounds, module: CompiledModule): Promise<void> {
  if (pool.isKept(keptKey(module))) return; // in a long-lived process one is ready since the last review
  const question: PolicyQuestion = { module, rules: [], inputs: [], clock: new Date(0) };
  const task = taskMaker(question, bounds)({ entrypoint: module.aggregate, keys: [], inputs: [] });
  await attempt(pool, question, task, bounds.timeLimit).catch(() => undefined); // whoever asks will hear of it
}

/** Questions that differ in their inputs alone, as one task. Where that breaks, each is asked for itself. */
async function askBatch(
  pool: WorkerPool,
  bounds: Bounds,
  batch: ReadonlyArray<PolicyQuestion>,
): Promise<ReadonlyArray<ReadonlyArray<PolicyAnswer>>> {
  const [first, ...others] = batch;
  if (first === undefined) return [];
  if (others.length === 0) return [await ask(pool, bounds, first)];
  const answers = await askTogether(pool, bounds, { ...first, inputs: batch.flatMap(({ inputs }) => inputs) });
  if (answers === null) return Promise.all(batch.map((question) => ask(pool, bounds, question)));
  let from = 0;
  return batch.map(({ inputs }) => answers.slice(from, (from += inputs.length)));
}

async function ask(pool: WorkerPool, bounds: Bounds, question: PolicyQuestion): Promise<ReadonlyArray<PolicyAnswer>> {
  return (await askTogether(pool, bounds, question)) ?? askAlone(pool, bounds, question);
}

/** Every rule on every input in one task; null where that breaks. */
async function askTogether(
  pool: WorkerPool,
  bounds: Bounds,
  question: PolicyQuestion,
): Promise<ReadonlyArray<PolicyAnswer> | null> {
  const keys = question.rules.map((rule) => rule.key);
  const together = { entrypoint: question.module.aggregate, keys, inputs: question.inputs };
  const attempted = await attempt(pool, question, taskMaker(question, bounds)(together), bounds.timeLimit);
  if (!attempted.ok) return null;
  return attempted.results.map(
    (found) => new Map(keys.map((key, place) => [key, found.get(place) ?? nothingFound] as const)),
  );
}

const nothingFound: RuleResult = { ok: true, findings: [] };

type Evaluation = Pick<PolicyTask, "entrypoint" | "keys" | "inputs">;
type MakeTask = (evaluation: Evaluation) => Omit<PolicyTask, "kept">;

/** The rules that are asked are told by the data document: the aggregate looks at no others. */
function taskMaker(question: PolicyQuestion, bounds: Bounds): MakeTask {
  const selected = Object.fromEntries(question.rules.map((rule) => [rule.key, true]));
  const data = { ...question.module.data, tollgate_selected: selected };
  const encoded = new TextEncoder().encode(JSON.stringify(data));
  return (evaluation) => ({
    ...evaluation,
    hash: question.module.hash,
    data: encoded,
    // All at once: each time that it grows, by a page or so, V8 collects the worker's garbage.
    memory: { initial: bounds.maximumPages, maximum: bounds.maximumPages },
    clock: question.clock.getTime(),
  });
}

type Attempt =
  /** For each input what was found, by the rule's place among the keys. */
  | { readonly ok: true; readonly results: ReadonlyArray<ReadonlyMap<number, RuleResult>> }
  | { readonly ok: false; readonly message: string };

async function attempt(
  pool: WorkerPool,
  question: PolicyQuestion,
  task: Omit<PolicyTask, "kept">,
  timeLimit: number,
): Promise<Attempt> {
  const { hash } = question.module;
  const key = keptKey(question.module);
  const module = await webAssemblyOf(question.module);
  const opa = needOpa.has(hash) ? await engineModule("opa") : null;
  try {
    const message = { ...task, kept: key };
    const answer = await pool.run({ message, timeLimit, kept: { key, fields: { module, opa } } });
    if (!isPolicyAnswer(answer)) {
      return { ok: false, message: "the policy worker gave no answer" };
    }
    if (answer.kind === "needs-opa") {
      needOpa.add(hash);
      return await attempt(pool, question, task, timeLimit);
    }
    return answer.kind === "fault"
      ? { ok: false, message: answer.message }
      : { ok: true, results: answer.results.map(readResults) };
  } catch (error) {
    if (error instanceof EngineError && error.reason !== "unavailable") {
      return { ok: false, message: error.message.replace(/^the policy engine/, "it") };
    }
    throw error;
  }
}

/** What a worker that has everything which these policies need is known by. */
function keptKey({ hash }: CompiledModule): string {
  return needOpa.has(hash) ? `${hash} opa` : hash;
}

function readResults(found: ReadonlyArray<RuleAnswer>): ReadonlyMap<number, RuleResult> {
  return new Map(found.map(([place, returned]) => [place, readRuleResult(returned)]));
}

/** The module of compiled policies as V8 has it, with its machine code where that was kept; one for a process. */
export function webAssemblyOf({ hash, wasm, code = null }: CompiledModule): Promise<WebAssembly.Module> {
  const known = modules.get(hash);
  if (known !== undefined) {
    return known;
  }
  const withCode = code === null ? null : moduleWithCode(wasm, code);
  const compiled = withCode === null ? WebAssembly.compile(wasm) : Promise.resolve(withCode);
  modules.set(hash, compiled);
  return compiled;
}

/** The aggregate broke: each rule is asked for itself, so that the faulty one is named and the others count. */
async function askAlone(
  pool: WorkerPool,
  bounds: Bounds,
  question: PolicyQuestion,
): Promise<ReadonlyArray<PolicyAnswer>> {
  const make = taskMaker(question, bounds);
  const end = performance.now() + bounds.searchLimit;
  const answers = question.inputs.map(() => new Map<string, RuleResult>());
  for (const rule of question.rules) {
    for (const [index, input] of question.inputs.entries()) {
      const left = end - performance.now();
      const result: RuleResult =
        left <= 0
          ? { ok: false, message: "it was not evaluated, because other policies took all the time that there is" }
          : await askRule(
              pool,
              question,
              make({ entrypoint: rule.entrypoint, keys: null, inputs: [input] }),
              Math.min(left, bounds.ruleTimeLimit),
            );
      answers[index]?.set(rule.key, result);
    }
  }
  return answers;
}

async function askRule(
  pool: WorkerPool,
  question: PolicyQuestion,
  task: Omit<PolicyTask, "kept">,
  timeLimit: number,
): Promise<RuleResult> {
  const attempted = await attempt(pool, question, task, Math.ceil(timeLimit));
  if (!attempted.ok) {
    return attempted;
  }
  const [result] = attempted.results;
  return result === undefined
    ? { ok: false, message: "the policy worker gave no answer" }
    : (result.get(0) ?? nothingFound);
}
