import type { GitHub } from "./github/client.ts";
import { listInstallations, listOpenPullRequests, listRepositories } from "./github/installations.ts";
import { redeliverFailed } from "./github/redeliver.ts";
import { enqueueReconciliation } from "./store/installations.ts";
import { readReconciled, reconcileRepository } from "./store/reconcile.ts";
import type { Store } from "./store/store.ts";
import { beginSweep, noteSweep } from "./store/sweeps.ts";

/** What recovery works with. */
export interface RecoveryParts {
  readonly store: Store;
  readonly github: GitHub;
  readonly clock: () => Date;
  readonly log: RecoveryLog;
  /** Seconds between two looks at GitHub's log of deliveries. */
  readonly seconds: number;
}

/** What a look at one installation works with. */
export type ReconcileParts = Omit<RecoveryParts, "seconds">;

/** What recovery tells a log. */
export interface RecoveryLog {
  readonly info: (facts: object, message: string) => void;
  readonly warn: (facts: object, message: string) => void;
}

/** The open pull requests are looked at once in so many looks at GitHub's log of deliveries: it costs more requests. */
const looksPerReconciliation = 3;

/** A sweep is another process's for this share of the time between two: timers are not exact. */
const leaseShare = 0.9;

/** GitHub delivers again what is at most three days old, milliseconds. */
const oldest = 3 * 24 * 3_600_000;

/** A delivery enters the log when its answer has come or not come; looks overlap by so many milliseconds. */
const overlap = 10 * 60_000;

/** Repositories that one job looks at before others have their turn. */
const repositoriesPerJob = 50;

/** Asks GitHub to deliver again what nobody took. One process at a time does it. Throws GitHubError. */
export async function sweepDeliveries({ store, github, clock, log, seconds }: RecoveryParts): Promise<number> {
  const sweep = await beginSweep(store.db, "redelivery", seconds * leaseShare);
  if (sweep === null) return 0;
  const now = clock();
  const since = Math.max(now.getTime() - oldest, (sweep.reached?.getTime() ?? 0) - overlap);
  const { requested, isComplete } = await redeliverFailed(github, new Date(since));
  if (isComplete) await noteSweep(store.db, "redelivery", now);
  if (requested > 0) log.warn({ requested }, "GitHub was asked to deliver events again");
  return requested;
}

/** Queues a look at every installation's open pull requests. One process at a time does it. Throws GitHubError. */
export async function scheduleReconciliation({ store, github, clock, seconds }: RecoveryParts): Promise<void> {
  const sweep = await beginSweep(store.db, "reconciliation", seconds * looksPerReconciliation * leaseShare);
  if (sweep === null) return;
  const now = clock();
  const installations = await listInstallations(github);
  await store.db.transaction().execute(async (transaction) => {
    for (const installation of installations) await enqueueReconciliation(store, transaction, installation, now);
  });
  await noteSweep(store.db, "reconciliation", now);
  store.queue.wake();
}

/**
 * Looks at the open pull requests of an installation's repositories that were not looked at since then, and queues
 * what has no report and no job. A large installation is done in several jobs. Throws GitHubError.
 */
export async function reconcileInstallation(parts: ReconcileParts, installation: number, since: Date): Promise<void> {
  const { store, github, clock, log } = parts;
  const client = github.installation(installation);
  const done = await readReconciled(store.db, installation, since);
  const waiting = (await listRepositories(client)).filter(({ repository_id }) => !done.has(repository_id));
  let queued = 0;
  for (const repository of waiting.slice(0, repositoriesPerJob)) {
    const asked_at = clock();
    const { pull_requests, isComplete } = await listOpenPullRequests(client, repository);
    const { repository_id } = repository;
    const state = { repository_id, installation_id: installation, pull_requests, isComplete, asked_at };
    queued += await reconcileRepository(store, state);
  }
  if (queued > 0) log.warn({ installation, queued }, "open pull requests without a report were queued");
  if (waiting.length <= repositoriesPerJob) return;
  await store.db.transaction().execute(async (transaction) => {
    await enqueueReconciliation(store, transaction, installation, since);
  });
  store.queue.wake();
}
