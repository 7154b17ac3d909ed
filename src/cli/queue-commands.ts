import { UsageError } from "../model/failure.ts";
import { count } from "../model/text.ts";
import { textTable } from "../report/text-table.ts";
import { dropDeadLetters, readQueue, readQueuedJob, retryDeadLetters } from "../server-administration.ts";
import { readStorePlace } from "../server-settings.ts";

/** Options of `queue ls` and `queue show`. */
export interface QueueOptions {
  readonly format: "terminal" | "json";
}

/** Characters of an id that a listing shows; `show`, `retry` and `drop` take them. */
const shownId = 8;

/** Characters of an error that a listing shows. */
const shownError = 60;

/** Prints the jobs that run, wait or were given up. Throws UsageError when there is no store. */
export async function listQueue({ format }: QueueOptions): Promise<void> {
  const list = await readQueue(readStorePlace(process.env));
  if (format === "json") {
    process.stdout.write(`${JSON.stringify(list, null, 2)}\n`);
    return;
  }
  const head = ["id", "state", "job", "attempts", "not before (UTC)", "last error"];
  const rows = list.jobs.map(({ id, state, kind, subject, attempts, start_after, error }) => {
    const told = (error ?? "").replaceAll(/\s+/g, " ").slice(0, shownError);
    return [id.slice(0, shownId), state, `${kind} ${subject}`, String(attempts), start_after.slice(0, 19), told];
  });
  process.stdout.write(
    `${textTable(head, rows)}${count(list.waiting, "job")} waiting or running, ${count(list.dead, "dead letter")}\n`,
  );
}

/** Prints everything that is known of one job. Throws UsageError when there is none. */
export async function showJob(id: string, { format }: QueueOptions): Promise<void> {
  const job = await readQueuedJob(readStorePlace(process.env), id);
  if (job === null)
    throw new UsageError(`no job has the id ${id}, or several begin with it; list them: tollgate queue ls`);
  if (format === "json") {
    process.stdout.write(`${JSON.stringify(job, null, 2)}\n`);
    return;
  }
  const lines = [
    `job        ${job.id}`,
    `state      ${job.state}`,
    `work       ${job.kind} ${job.subject}`,
    `attempts   ${job.attempts}`,
    `created    ${job.created_at}`,
    `not before ${job.start_after}`,
    `last error ${job.error ?? "none"}`,
    ...job.deliveries.map((item) => `delivery   ${item.received_at} ${item.event} ${item.guid}`),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

/** Puts dead letters back to work. Throws UsageError when none are named. */
export async function retryJobs(ids: ReadonlyArray<string>, isAll: boolean): Promise<void> {
  if (ids.length === 0 && !isAll) throw new UsageError("name dead letters, or say --all");
  const changed = await retryDeadLetters(readStorePlace(process.env), isAll ? null : ids);
  process.stdout.write(`${count(changed, "job")} back to work\n`);
}

/** Forgets dead letters. Throws UsageError for an id that none has. */
export async function dropJobs(ids: ReadonlyArray<string>): Promise<void> {
  const changed = await dropDeadLetters(readStorePlace(process.env), ids);
  process.stdout.write(`${count(changed, "dead letter")} dropped\n`);
}
