import { PgBoss, fromKysely, type ConstructorOptions, type JobResult, type JobWithMetadata } from "pg-boss";
import { sql } from "kysely";

import { SourceError } from "../model/failure.ts";
import type { StorePace } from "./pace.ts";
import { groupOf, workSchema, type QueuedWork } from "./queued-work.ts";
import type { Database, DatabaseTransaction } from "./tables.ts";
import { takeTurn } from "./turns.ts";

/** One attempt at a job. */
export interface Attempt {
  readonly work: QueuedWork;
  /** The turn that was taken for it; see `takeTurn`. */
  readonly turn: number;
  /** Names this attempt alone; two attempts at one job differ. */
  readonly holder: string;
  /** 0 for the first attempt. */
  readonly number: number;
  /** True where a failure of this attempt is not followed by another. */
  readonly isLast: boolean;
  /** True where attempts end without a failure that can be counted: the process itself ends with them. */
  readonly isHopeless: boolean;
  /** Aborted when the claim is lost or the process must end. */
  readonly signal: AbortSignal;
}

/** Does one attempt. Throwing means another attempt after a pause, or, after the last, a dead letter. */
export type DoWork = (attempt: Attempt) => Promise<void>;

/** What the queue tells a log. */
export interface QueueLog {
  readonly warn: (facts: object, message: string) => void;
  readonly error: (facts: object, message: string) => void;
}

/** How the queue runs. */
export interface QueueOptions {
  /** Connection of pg-boss: its own pool, or the embedded database. */
  readonly connection: ConstructorOptions;
  /** Our own tables beside the queue's. */
  readonly db: Database;
  readonly log: QueueLog;
  readonly pace: StorePace;
}

/** A review that takes longer than this many seconds is given to another worker. */
const expireInSeconds = 600;

const queueName = "review";
const deadLetters = "review-dead";

/** How much there is to do. */
export interface QueueDepth {
  readonly waiting: number;
  readonly dead: number;
  /** Seconds that the first job which could run has waited; 0 where none waits. */
  readonly age: number;
}

/** What becomes of a job: another attempt cannot help a failure that is not retryable. */
async function settle(job: JobWithMetadata, perform: () => Promise<void>): Promise<JobResult> {
  try {
    await perform();
    return { id: job.id, status: "completed" };
  } catch (error) {
    const isHopeless = error instanceof SourceError && !error.retryable;
    const message = error instanceof Error ? error.message : "unknown failure";
    return { id: job.id, status: isHopeless ? "deadletter" : "failed", output: { message } };
  }
}

/** The queue of reviews. Jobs are sent inside the transaction of the delivery that causes them. */
export class Queue {
  readonly #boss: PgBoss;
  readonly #options: QueueOptions;
  readonly #workers = new Map<string, { busy: boolean }>();

  private constructor(boss: PgBoss, options: QueueOptions) {
    this.#boss = boss;
    this.#options = options;
  }

  /** Creates or updates the queue's tables and starts its maintenance; workers start with `work`. */
  static async open(options: QueueOptions): Promise<Queue> {
    const { supervision } = options.pace;
    const boss = new PgBoss({
      ...options.connection,
      schedule: false,
      superviseIntervalSeconds: supervision,
      monitorIntervalSeconds: supervision,
    });
    boss.on("error", (error) => {
      options.log.error({ err: error }, "the queue's maintenance failed");
    });
    boss.on("warning", (warning) => {
      options.log.warn({ warning: warning.message }, "the queue warns");
    });
    await boss.start();
    const queue = new Queue(boss, options);
    await queue.#createQueues();
    return queue;
  }

  async #createQueues(): Promise<void> {
    const { retryLimit, retryDelay, longestRetryDelay, heartbeat } = this.#options.pace;
    const settings = {
      retryLimit,
      retryDelay,
      retryBackoff: true,
      retryDelayMax: longestRetryDelay,
      expireInSeconds,
      heartbeatSeconds: heartbeat,
      deleteAfterSeconds: 24 * 3600,
      notify: true,
    };
    await this.#boss.createQueue(deadLetters, { retentionSeconds: 90 * 24 * 3600 });
    await this.#boss.createQueue(queueName, { ...settings, deadLetter: deadLetters });
    await this.#boss.updateQueue(queueName, settings);
    // The first `send` looks the queue up over a connection of its own, which inside a transaction on the embedded
    // database would wait for itself: look it up now.
    await this.#boss.findJobs(queueName, { key: "-" });
  }

  /**
   * Enqueues inside a transaction. Call `wake` after the commit. Jobs of one group never run at the same time;
   * installations take turns.
   */
  async send(
    transaction: DatabaseTransaction,
    work: QueuedWork,
    options: { readonly installation: number; readonly after?: Date },
  ): Promise<void> {
    await this.#boss.send(queueName, work, {
      group: { id: groupOf(work) },
      priority: -(await takeTurn(transaction, options.installation)),
      ...(options.after === undefined ? {} : { startAfter: options.after }),
      db: fromKysely(transaction),
    });
  }

  /** Starts workers that take jobs one at a time, each with `perform`. */
  async work(count: number, perform: DoWork): Promise<void> {
    for (let started = 0; started < count; started += 1) {
      const state = { busy: false };
      const worker = { id: "" };
      worker.id = await this.#boss.work(
        queueName,
        {
          batchSize: 1,
          groupConcurrency: 1,
          pollingIntervalSeconds: 1,
          notifyPollingIntervalSeconds: 1,
          includeMetadata: true,
          perJobResults: true,
        },
        async (jobs: JobWithMetadata[]) => {
          state.busy = true;
          this.wake(); // another job may be waiting behind this one
          const results: JobResult[] = [];
          for (const job of jobs) results.push(await settle(job, () => perform(this.#attempt(job))));
          state.busy = false;
          this.#boss.notifyWorker(worker.id);
          return results;
        },
      );
      this.#workers.set(worker.id, state);
    }
  }

  #attempt(job: JobWithMetadata): Attempt {
    return {
      work: workSchema.parse(job.data),
      turn: -job.priority,
      holder: `${job.id}/${job.retryCount}`,
      number: job.retryCount,
      isLast: job.retryCount >= job.retryLimit,
      isHopeless: job.retryCount > job.retryLimit,
      signal: job.signal,
    };
  }

  /** Tells one idle worker of this process that there is work, so that it does not wait for its next poll. */
  wake(): void {
    for (const [id, { busy }] of this.#workers) {
      if (busy) continue;
      this.#boss.notifyWorker(id);
      return;
    }
  }

  /** Takes back what a dead process was working on. Only where no other process can be working. */
  async reclaim(db: Database): Promise<number> {
    const result = await sql`
      update pgboss.job set state = 'retry', start_after = now(), heartbeat_on = null
      where name = ${queueName} and state = 'active'`.execute(db);
    return Number(result.numAffectedRows ?? 0n);
  }

  /** Jobs that wait or run, dead letters, and how long the first job that could run has waited, seconds. */
  async depth(): Promise<QueueDepth> {
    const { rows } = await sql<QueueDepth>`
      select count(*) filter (where name = ${queueName})::int as waiting,
        count(*) filter (where name = ${deadLetters})::int as dead,
        coalesce(extract(epoch from now() - min(greatest(created_on, start_after)) filter (
          where name = ${queueName} and state < 'active' and start_after <= now())), 0)::float8 as age
      from pgboss.job
      where (name = ${queueName} and state < 'completed') or (name = ${deadLetters} and state = 'created')`.execute(
      this.#options.db,
    );
    return rows[0] ?? { waiting: 0, dead: 0, age: 0 };
  }

  /** The dead letters, oldest first. */
  async listDead(): Promise<ReadonlyArray<{ readonly id: string; readonly work: unknown; readonly error: unknown }>> {
    const jobs = await this.#boss.findJobs(deadLetters, {});
    return jobs
      .filter((job) => job.state === "created")
      .sort((a, b) => a.createdOn.getTime() - b.createdOn.getTime())
      .map((job) => ({ id: job.id, work: job.data, error: job.sourceOutput ?? job.output }));
  }

  /** Puts dead letters back to work; all, or those with the ids. Returns how many. */
  async retryDead(ids: ReadonlyArray<string> | null): Promise<number> {
    const count = await this.#boss.redrive(deadLetters, ids === null ? {} : { ids: [...ids] });
    this.wake();
    return count;
  }

  /** Forgets dead letters. */
  async dropDead(ids: ReadonlyArray<string>): Promise<void> {
    if (ids.length > 0) await this.#boss.deleteJob(deadLetters, [...ids]);
  }

  /** Takes no more jobs, waits for those under way (at most so many milliseconds), and ends. */
  async close(timeout: number): Promise<void> {
    await this.#boss.stop({ graceful: true, timeout, close: true });
  }
}
