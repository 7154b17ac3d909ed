import DataLoader from "dataloader";
import type { PolicyAnswer, PolicyQuestion } from "./policy-runner.ts";

/** Answers to questions that differ in nothing but their inputs: for each question one answer for each input. */
export type AskBatch = (batch: ReadonlyArray<PolicyQuestion>) => Promise<ReadonlyArray<ReadonlyArray<PolicyAnswer>>>;

/** Inputs of so many bytes are worth a task of their own. */
const leastBytes = 64 * 1024;
/** One task has no more, unless one question alone has: its time is bounded. */
const mostBytes = 256 * 1024;
/** Tasks for each worker: one that takes longer than its bytes say holds up the others less. */
const tasksPerWorker = 4;

/**
 * Questions that are asked at once and differ in nothing but their inputs become one task: five hundred manifests are
 * five hundred projects, and sending each alone to a worker takes longer than its evaluation.
 */
export function askInBatches(
  workers: number,
  askBatch: AskBatch,
): (question: PolicyQuestion) => Promise<ReadonlyArray<PolicyAnswer>> {
  const loader = new DataLoader<PolicyQuestion, ReadonlyArray<PolicyAnswer>>(
    async (questions) => {
      const batches = batchesOf(questions, workers);
      const settled = await Promise.allSettled(batches.map(askBatch));
      const answers = new Map<PolicyQuestion, ReadonlyArray<PolicyAnswer> | Error>();
      for (const [at, batch] of batches.entries()) {
        const result = settled[at];
        for (const [index, question] of batch.entries()) {
          answers.set(question, result?.status === "fulfilled" ? (result.value[index] ?? []) : asError(result?.reason));
        }
      }
      return questions.map((question) => answers.get(question) ?? []);
    },
    { cache: false },
  );
  return (question) => loader.load(question);
}

function batchesOf(
  questions: ReadonlyArray<PolicyQuestion>,
  workers: number,
): ReadonlyArray<ReadonlyArray<PolicyQuestion>> {
  const total = questions.reduce((sum, question) => sum + bytesOf(question), 0);
  const limit = Math.min(mostBytes, Math.max(leastBytes, total / (workers * tasksPerWorker)));
  return [...Map.groupBy(questions, likeness).values()].flatMap((alike) => cut(alike, limit));
}

/** Equal for questions that one task can answer. */
function likeness({ module, rules, clock }: PolicyQuestion): string {
  return JSON.stringify([module.hash, module.data, clock.getTime(), rules.map(({ key }) => key)]);
}

function cut(questions: ReadonlyArray<PolicyQuestion>, limit: number): ReadonlyArray<ReadonlyArray<PolicyQuestion>> {
  const batches: PolicyQuestion[][] = [];
  let left = 0;
  for (const question of questions) {
    const bytes = bytesOf(question);
    const last = batches.at(-1);
    if (last === undefined || bytes > left) {
      batches.push([question]);
      left = limit - bytes;
    } else {
      last.push(question);
      left -= bytes;
    }
  }
  return batches;
}

function bytesOf({ inputs }: PolicyQuestion): number {
  return inputs.reduce((sum, { byteLength }) => sum + byteLength, 0);
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
