import { setTimeout as wait } from "node:timers/promises";

import type { Publication, PublicationOutcome } from "../github/publish.ts";
import { SourceError } from "../model/failure.ts";
import { publicationRecord } from "../store/publication.ts";
import type { StoredPullRequest } from "../store/pull-requests.ts";
import type { Attempt } from "../store/queue.ts";
import type { QueuedWork } from "../store/queued-work.ts";
import type { AppParts } from "./parts.ts";

/** The review of one generation of a pull request. */
export type ReviewWork = Extract<QueuedWork, { kind: "review" }>;

/** What an attempt publishes for, and under whose claim. */
export function toPublication(
  parts: AppParts,
  attempt: Attempt,
  work: ReviewWork,
  row: StoredPullRequest,
): Publication {
  return {
    number: row.number,
    head_sha: row.head_sha,
    external_id: `${row.number}/${work.generation}`,
    started_at: parts.clock(),
    isRepeated: attempt.number > 0 || work.deferrals > 0,
    isLast: attempt.isLast,
    record: publicationRecord(parts.store.db, row, {
      ...work,
      holder: attempt.holder,
      lease: parts.store.lease,
    }),
  };
}

/** How often and how long a publication waits for another process that still writes, milliseconds. */
const busyPause = 250;
const busyLimit = 40_000;

/** A claim is held for moments, or by a process that died: its lease ends within this wait. */
export async function untilFree(write: () => Promise<PublicationOutcome>): Promise<PublicationOutcome> {
  const until = Date.now() + busyLimit;
  for (;;) {
    const outcome = await write();
    if (outcome !== "busy") return outcome;
    if (Date.now() > until) throw new SourceError("another process publishes for this pull request", true);
    await wait(busyPause);
  }
}
