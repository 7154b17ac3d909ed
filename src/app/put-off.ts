import { canTell } from "../github/allowance.ts";
import { announce } from "../github/publish.ts";
import type { StoredPullRequest } from "../store/pull-requests.ts";
import type { Attempt } from "../store/queue.ts";
import type { QueuedWork } from "../store/queued-work.ts";
import { pauseInstallation } from "../store/turns.ts";
import type { AppParts } from "./parts.ts";
import { toPublication } from "./publication.ts";

/** One attempt at a job, for whom it works, and the pull request that it reviews. */
export interface Turn {
  readonly attempt: Attempt;
  readonly installation: number;
  /** Undefined where the job reviews none, or the store has lost it. */
  readonly row: StoredPullRequest | undefined;
}

/**
 * A rate limit is nobody's failure: every job of the installation waits for the time that GitHub named, and takes no
 * worker meanwhile. The check says so, where GitHub still takes that.
 */
export async function putOff(parts: AppParts, turn: Turn, until: Date): Promise<void> {
  parts.log.warn({ work: turn.attempt.work, until }, "put off by GitHub's rate limit");
  parts.metrics.limited();
  await pauseInstallation(parts.store.db, turn.installation, until);
  await sendLater(parts, turn, until);
  await tellWait(parts, turn, until);
}

/** Another job has put the installation off. A pull request that comes meanwhile is told so once. */
export async function waitToo(parts: AppParts, turn: Turn, until: Date): Promise<void> {
  await sendLater(parts, turn, until);
  const { work } = turn.attempt;
  const isNew = work.kind === "review" && work.deferrals === 0;
  if (isNew && canTell(parts.github.allowance(turn.installation))) await tellWait(parts, turn, until);
}

async function sendLater({ store }: AppParts, { attempt, installation }: Turn, until: Date): Promise<void> {
  const { work } = attempt;
  const later: QueuedWork = work.kind === "review" ? { ...work, deferrals: work.deferrals + 1 } : work;
  await store.db.transaction().execute((transaction) => {
    return store.queue.send(transaction, later, { installation, after: until });
  });
}

async function tellWait(parts: AppParts, { attempt, row }: Turn, until: Date): Promise<void> {
  const { work } = attempt;
  if (work.kind !== "review" || row?.generation !== work.generation || row.state !== "open") return;
  const publication = toPublication(parts, attempt, work, row);
  try {
    await announce(parts.github, parts.github.repository(row), publication, waitNote(until));
  } catch (error) {
    parts.log.info({ err: error }, "the wait could not be told");
  }
}

function waitNote(until: Date) {
  const time = `${until.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return {
    title: `Waits for GitHub's rate limit until ${time}`,
    summary: `GitHub has limited the requests of this installation. The review goes on at ${time} by itself.`,
  };
}
