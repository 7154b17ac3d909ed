/**
 * What the policy runner and its workers say to each other. There is no zod here: it would cost every worker a tenth of
 * a second when it starts, and both ends are ours.
 */

/** One task of a policy worker: evaluate one entry point on each input. */
export interface PolicyTask {
  /** Content hash of the compiled policies: equal hash, equal instance. */
  readonly hash: string;
  /** Names what a worker keeps: the module, and the engine with it. */
  readonly kept: string;
  /** Only in the first task of a worker that has this name. */
  readonly module?: WebAssembly.Module;
  /** The opa engine, with the module, once it is known to be needed. */
  readonly opa?: WebAssembly.Module | null;
  /** The data document as JSON. */
  readonly data: Uint8Array;
  /** Pages of 64 KiB. */
  readonly memory: { readonly initial: number; readonly maximum: number };
  readonly entrypoint: string;
  /** Keys of the rules whose results the aggregate holds; null when the entry point is one rule. */
  readonly keys: ReadonlyArray<string> | null;
  /** `input` documents as JSON. */
  readonly inputs: ReadonlyArray<Uint8Array>;
  /** The review's time, milliseconds since 1970. */
  readonly clock: number;
}

/** What a worker answers; `needs-opa` asks for the same task again with the engine. */
export type PolicyWorkerAnswer =
  | { readonly kind: "needs-opa" }
  | { readonly kind: "fault"; readonly message: string }
  /** For each input what its rules returned, unread. */
  | { readonly kind: "results"; readonly results: ReadonlyArray<ReadonlyArray<RuleAnswer>> };

/** What a rule returned, by its place among the keys; lists are cut above `maxFindings`. Rules that found nothing are left out. */
export type RuleAnswer = readonly [at: number, returned: unknown];

/** More findings of one rule on one project are a fault of the rule. */
export const maxFindings = 10_000;

/** Whether a message is a task, as far as the two ends can be mistaken. */
export function isPolicyTask(message: unknown): message is PolicyTask {
  return typeof message === "object" && message !== null && "hash" in message && "entrypoint" in message;
}

/** Whether a value is a worker's answer. */
export function isPolicyAnswer(value: unknown): value is PolicyWorkerAnswer {
  return typeof value === "object" && value !== null && "kind" in value;
}
