import { existsSync } from "node:fs";

import { UsageError } from "./model/failure.ts";
import {
  administer,
  explanationSchema,
  queueChangeSchema,
  queueListSchema,
  queueShowSchema,
  type AdministrativeCommand,
  type Explanation,
  type QueueList,
} from "./store/administration.ts";
import { askServer } from "./store/directory-lock.ts";
import type { JobDetails } from "./store/jobs.ts";
import { openStore, type StorePlace } from "./store/store.ts";

/** A command that ends after this many milliseconds waits for nothing more. */
const closeTimeout = 1_000;

/** Maintenance of a store that is open for a moment has nobody to tell. */
const quiet = { warn: ignore, error: ignore };

function ignore(): void {
  // see above
}

/** The jobs that run, wait or were given up. Throws UsageError when there is no store. */
export async function readQueue(place: StorePlace): Promise<QueueList> {
  return queueListSchema.parse(await askStore(place, { command: "queue.ls" }));
}

/** One job by its id or the beginning of it; null where there is none. Throws UsageError when there is no store. */
export async function readQueuedJob(place: StorePlace, id: string): Promise<JobDetails | null> {
  return queueShowSchema.parse(await askStore(place, { command: "queue.show", id }));
}

/** Puts dead letters back to work; null means all. Resolves to how many. Throws UsageError for an unknown id. */
export async function retryDeadLetters(place: StorePlace, ids: ReadonlyArray<string> | null): Promise<number> {
  const answer = await askStore(place, { command: "queue.retry", ids: ids === null ? null : [...ids] });
  return queueChangeSchema.parse(answer).changed;
}

/** Forgets dead letters. Resolves to how many. Throws UsageError for an unknown id. */
export async function dropDeadLetters(place: StorePlace, ids: ReadonlyArray<string>): Promise<number> {
  return queueChangeSchema.parse(await askStore(place, { command: "queue.drop", ids: [...ids] })).changed;
}

/** What was recorded about the commit of a check run of ours. Throws UsageError when there is no store. */
export async function explainCheck(place: StorePlace, check_run: number): Promise<Explanation> {
  return explanationSchema.parse(JSON.parse(JSON.stringify(await askStore(place, { command: "explain", check_run }))));
}

/**
 * Carries out an administrative command: by the server that holds the data directory where one is alive, else on the
 * store itself.
 */
async function askStore(place: StorePlace, command: AdministrativeCommand): Promise<unknown> {
  if (place.kind === "embedded") {
    if (!existsSync(place.directory)) {
      throw new UsageError(
        `there is no store in ${place.directory}; name the server's TOLLGATE_DATA_DIR or DATABASE_URL`,
      );
    }
    const answer = await askServer(place.directory, JSON.stringify(command));
    if (answer.isAlive) return answer.value;
  }
  const store = await openStore({ place, log: quiet });
  try {
    return await administer(store, command);
  } finally {
    await store.close(closeTimeout);
  }
}
