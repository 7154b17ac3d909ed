import type { CheckConclusion, PullRequestReport } from "../model/report.ts";
import {
  cancelCheck,
  findCheckRuns,
  noteOnCheck,
  publishCheck,
  startCheck,
  type CheckNote,
  type CheckRun,
  type CheckTarget,
} from "./check-runs.ts";
import type { GitHub, RepositoryClient } from "./client.ts";
import { writeComment, type KnownComment, type WrittenComment } from "./comment.ts";
import { correctCheck, shareVerdict, worstConclusion, type SharedCheck } from "./shared-head.ts";

/** What is remembered of one review's publication between its attempts. */
export interface PublicationRecord {
  /** Claims or renews the right to write: never given to a review that a newer event has overtaken. */
  readonly claim: () => Promise<"granted" | "superseded" | "busy">;
  /** Lets go of the claim. */
  readonly end: (published: boolean) => Promise<void>;
  /** Check runs of this review, by name. */
  readonly checkRuns: () => Promise<ReadonlyMap<string, OwnCheckRun>>;
  /** Check runs of this pull request's earlier reviews that nobody ended. */
  readonly abandonedRuns: () => Promise<ReadonlyArray<AbandonedRun>>;
  readonly forgetRun: (id: number) => Promise<void>;
  readonly saveCheckRun: (name: string, run: OwnCheckRun) => Promise<void>;
  /** Published check runs of other open pull requests with the same head. */
  readonly sharedChecks: () => Promise<ReadonlyArray<SharedCheck>>;
  readonly saveShown: (id: number, shown: CheckConclusion) => Promise<void>;
  /** Reads what is known of the comment, and notes that one may exist from now on. */
  readonly beginComment: () => Promise<KnownComment>;
  readonly saveComment: (comment: WrittenComment) => Promise<void>;
}

/** A check run of this review. */
export interface OwnCheckRun extends CheckRun {
  /** What this pull request alone deserves; null while it is in progress. */
  readonly conclusion: string | null;
  /** What GitHub shows: the worst of all pull requests with this head. */
  readonly shown: string | null;
}

/** A check run that is in progress although its review was overtaken. */
export interface AbandonedRun {
  readonly id: number;
  readonly name: string;
}

/** One review that is to be seen on its pull request. */
export interface Publication {
  readonly number: number;
  readonly head_sha: string;
  /** Names the review, the same in every attempt at it. */
  readonly external_id: string;
  readonly started_at: Date;
  /** True where an earlier attempt may have left something behind that was not remembered. */
  readonly isRepeated: boolean;
  readonly record: PublicationRecord;
}

/** How a publication went. */
export type PublicationOutcome = "published" | "superseded" | "busy";

/** Names of the checks, in the order of their publication. */
const checkNames = ["tollgate/policy", "tollgate/cost"] as const;

/**
 * Marks the checks as running, because the commit already has completed ones that must not be taken for the answer, or
 * because the answer has to wait: `note` says for what.
 */
export async function announce(
  github: GitHub,
  client: RepositoryClient,
  publication: Publication,
  note: CheckNote | null = null,
): Promise<PublicationOutcome> {
  return await whileClaimed(publication, async () => {
    const runs = await ownRuns(github, client, publication);
    for (const name of checkNames) {
      const run = runs.get(name);
      if (run === undefined) await startCheck(client, target(publication, name), saver(publication, name), note);
      else if (note !== null && run.status === "in_progress") await noteOnCheck(client, run.id, note);
    }
    await publication.record.end(false);
    return "published";
  });
}

/** Publishes a report: its checks, then the comment. Stops as soon as a newer event has come. */
export async function publish(
  github: GitHub,
  client: RepositoryClient,
  publication: Publication,
  report: PullRequestReport,
): Promise<PublicationOutcome> {
  return await whileClaimed(publication, async () => {
    const { record } = publication;
    const runs = await ownRuns(github, client, publication);
    const others = await record.sharedChecks();
    for (const check of report.checks) {
      if ((await record.claim()) !== "granted") return await withdraw(client, publication);
      const save = saver(publication, check.name, check.conclusion);
      const existing = runs.get(check.name) ?? null;
      await publishCheck(client, target(publication, check.name), shareVerdict(check, others), existing, save);
    }
    if ((await record.claim()) !== "granted") return "superseded";
    const known = await record.beginComment();
    await record.saveComment(await writeComment(github, client, publication.number, report.comment, known));
    await record.end(true);
    return "published";
  });
}

async function whileClaimed(
  { record }: Publication,
  write: () => Promise<PublicationOutcome>,
): Promise<PublicationOutcome> {
  const claim = await record.claim();
  if (claim !== "granted") return claim;
  try {
    const outcome = await write();
    if (outcome !== "published") await record.end(false);
    return outcome;
  } catch (error) {
    await record.end(false);
    throw error;
  }
}

/** Ends the check runs of reviews that were overtaken: they would stay in progress for ever. */
export async function withdraw(client: RepositoryClient, { record }: Publication): Promise<"superseded"> {
  for (const { id } of await record.abandonedRuns()) {
    await cancelCheck(client, id);
    await record.forgetRun(id);
  }
  return "superseded";
}

/** What is remembered, and, after an attempt whose end was not seen, what GitHub has. */
async function ownRuns(
  github: GitHub,
  client: RepositoryClient,
  publication: Publication,
): Promise<ReadonlyMap<string, CheckRun>> {
  const known = await publication.record.checkRuns();
  if (!publication.isRepeated) return known;
  const found = await findCheckRuns(client, publication.head_sha, publication.external_id, github.appId);
  for (const [name, run] of found) {
    const { conclusion } = run;
    await publication.record.saveCheckRun(name, known.get(name) ?? { ...run, shown: conclusion });
  }
  return new Map<string, CheckRun>([...known, ...found]);
}

function target({ head_sha, external_id, started_at }: Publication, name: string): CheckTarget {
  return { name, head_sha, external_id, started_at };
}

/** Remembers a run; `own` is what this pull request alone deserves, where that differs from what GitHub shows. */
function saver(publication: Publication, name: string, own: string | null = null) {
  return (run: CheckRun, shown: string | null): Promise<void> =>
    publication.record.saveCheckRun(name, { ...run, shown, conclusion: shown === null ? null : (own ?? shown) });
}

/**
 * Makes every check run on the head say the worst of what its pull requests deserve: two that were published at the
 * same time have not seen each other.
 */
export async function alignSharedHead(client: RepositoryClient, { record }: Publication): Promise<void> {
  const others = await record.sharedChecks();
  if (others.length === 0) return;
  const own = [...(await record.checkRuns())].map(([name, run]) => ({ ...run, name, number: 0 }));
  const all = [...own, ...others].filter(({ shown }) => shown !== null);
  for (const { id, name, shown } of all) {
    const conclusion = worstConclusion("success", name, all);
    if (shown === conclusion || shown === "cancelled") continue;
    await correctCheck(client, id, conclusion);
    await record.saveShown(id, conclusion);
  }
}
