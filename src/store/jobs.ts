import { sql } from "kysely";
import * as z from "zod";

import type { Database } from "./tables.ts";

/** What a job is about to do, or why it did not. */
const states = {
  created: "waiting",
  active: "running",
  retry: "retrying",
  failed: "failed",
} as const;

const rowSchema = z.object({
  id: z.string(),
  state: z.enum(["created", "active", "retry", "failed"]),
  is_dead: z.boolean(),
  kind: z.string(),
  subject: z.string(),
  attempts: z.int(),
  created_at: z.string(),
  start_after: z.string(),
  error: z.string().nullable(),
});

/** One job as administrators see it. */
export const jobSchema = z.object({
  id: z.string(),
  state: z.enum(["waiting", "running", "retrying", "failed", "dead"]),
  kind: z.string(),
  /** `owner/name#number`, or the repository's id where only that is known. */
  subject: z.string(),
  /** Attempts so far that failed. */
  attempts: z.int(),
  /** ISO 8601. */
  created_at: z.string(),
  /** Not before this time; ISO 8601. */
  start_after: z.string(),
  /** What the last attempt said; null where none failed. */
  error: z.string().nullable(),
});

/** One job as administrators see it. */
export type Job = Readonly<z.infer<typeof jobSchema>>;

/** A job with the deliveries that asked for it. */
export const jobDetailsSchema = jobSchema.extend({
  /** The job's work as it is stored. */
  work: z.unknown(),
  deliveries: z.array(z.object({ guid: z.string(), event: z.string(), received_at: z.string() })),
});

/** A job with the deliveries that asked for it. */
export type JobDetails = Readonly<z.infer<typeof jobDetailsSchema>>;

const columns = sql`
  job.id::text as id, job.state::text as state, job.name = 'review-dead' as is_dead,
  coalesce(job.data->>'kind', 'unknown') as kind,
  coalesce(pull.owner || '/' || pull.name || '#' || pull.number,
    (job.data->>'owner') || '/' || (job.data->>'name'), 'installation ' || (job.data->>'installation_id'),
    'unknown') as subject,
  job.retry_count as attempts,
  to_char(job.created_on at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as created_at,
  to_char(job.start_after at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as start_after,
  coalesce(job.source_output->>'message', job.output->>'message') as error`;

const source = sql`
  from pgboss.job job
  left join tollgate.pull_request pull on pull.id = (job.data->>'pull_request_id')::bigint
  where job.name in ('review', 'review-dead') and job.state in ('created', 'active', 'retry', 'failed')
    and not (job.name = 'review' and job.state = 'failed')`;

/** Jobs that run, wait or were given up: the running first, then as they will be taken, the dead last. */
export async function listJobs(db: Database, limit: number): Promise<ReadonlyArray<Job>> {
  const { rows } = await sql`
    select ${columns} ${source}
    order by is_dead, job.state <> 'active', job.priority desc, job.created_on, job.id limit ${limit}`.execute(db);
  return rows.map(toJob);
}

/** One job with the deliveries that asked for it; null where none has this id (or beginning of an id). */
export async function readJob(db: Database, id: string): Promise<JobDetails | null> {
  const { rows } = await sql<{ readonly work: unknown; readonly pull_request_id: number | null }>`
    select ${columns}, job.data as work, pull.id as pull_request_id ${source}
    and job.id::text like ${`${id.replaceAll(/[^0-9a-f-]/g, "?")}%`} order by job.id limit 2`.execute(db);
  const [row] = rows;
  if (row === undefined || rows.length > 1) return null;
  const deliveries = await db
    .selectFrom("delivery")
    .select(["guid", "event", "received_at"])
    .where("pull_request_id", "=", row.pull_request_id)
    .orderBy("received_at", "desc")
    .limit(20)
    .execute();
  return {
    ...toJob(row),
    work: row.work,
    deliveries: deliveries.map((item) => ({ ...item, received_at: item.received_at.toISOString() })),
  };
}

function toJob(row: unknown): Job {
  const { state, is_dead, ...job } = rowSchema.parse(row);
  return { ...job, state: is_dead ? "dead" : states[state] };
}
