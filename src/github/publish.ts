import type { CheckConclusion, PullRequestReport } from "../model/report.ts";
import {
  cancelCheck,
  correctCheck,
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
import { GitHubError } from "./errors.ts";
import { shareVerdict, worstConclusion, type SharedCheck } from "./shared-head.ts";

/** How a claim went; with what is known of the comment where it is granted. */
export type Claim =
  { readonly kind: "granted"; readonly comment: KnownComment } | { readonly kind: "superseded" | "busy" };

/** What is remembered of one review's publication between its attempts. */
export interface PublicationRecord {
  /**
   * Claims the right to write: never given to a review that a newer event has overtaken. `commenting` notes that a
   * comment may exist from now on.
   */
  readonly claim: (commenting?: boolean) => Promise<Claim>;
  /** Lets go of the claim; with what was published, the report is out. */
  readonly end: (published: PublishedState | null) => Promise<void>;
  /** The check runs that matter, as they are now. */
  readonly runs: () => Promise<RunsAround>;
  /** Whether the head has a completed check run of ours, which must not be taken for the answer to come. */
  readonly isAnswered: () => Promise<boolean>;
  readonly forgetRun: (id: number) => Promise<void>;
  /** Remembers a check run and renews the claim; false where that is lost. */
  readonly saveCheckRun: (name: string, run: OwnCheckRun) => Promise<boolean>;
  readonly saveShown: (id: number, shown: CheckConclusion) => Promise<void>;
}

/** The check runs that matter to a publication. */
export interface RunsAround {
  /** Those of this review. */
  readonly own: ReadonlyArray<OwnCheckRun & { readonly name: string }>;
  /** Published ones of other open pull requests with the same head. */
  readonly shared: ReadonlyArray<SharedCheck>;
  /** Those of this pull request's earlier reviews that nobody ended. */
  readonly abandoned: ReadonlyArray<AbandonedRun>;
}

/** What the newest verdict depends on. */
export interface Dependence {
  /** Whether it depends on somebody's consent. */
  readonly wants_consent: boolean;
  /** Last day that it holds, `YYYY-MM-DD`, UTC; null for no end. */
  readonly holds_until: string | null;
}

/** What a pull request has when its report is out. */
export interface PublishedState extends Partial<Dependence> {
  readonly comment_id: number | null;
  /** Null where it is not known to say what it should. */
  readonly comment_hash: string | null;
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
  /** True where no other attempt follows: then the checks stand without what GitHub does not take. */
  readonly isLast: boolean;
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
  return await whileClaimed(publication, false, async () => {
    const { record } = publication;
    const runs = await ownRuns(github, client, publication, await record.runs());
    for (const name of checkNames) {
      const run = runs.get(name);
      if (run === undefined) await startCheck(client, target(publication, name), saver(publication, name).save, note);
      else if (note !== null && run.status === "in_progress") await noteOnCheck(client, run.id, note);
    }
    await record.end(null);
    return "published";
  });
}

/**
 * Publishes a report: its checks, then the comment. Stops as soon as a newer event has come. `dependence` is left as it
 * was where it is null.
 */
export async function publish(
  github: GitHub,
  client: RepositoryClient,
  publication: Publication,
  report: PullRequestReport,
  dependence: Dependence | null,
): Promise<PublicationOutcome> {
  return await whileClaimed(publication, true, async (known) => {
    const { record } = publication;
    const around = await record.runs();
    const runs = await ownRuns(github, client, publication, around);
    for (const check of report.checks) {
      const saved = saver(publication, check.name, check.conclusion);
      const existing = runs.get(check.name) ?? null;
      const shared = shareVerdict(check, around.shared);
      await publishCheck(client, target(publication, check.name), shared, existing, saved.save);
      if (!saved.isOurs()) return "superseded";
    }
    const { number, isLast } = publication;
    const written = await commentIfAllowed(isLast, github, client, number, report.comment, known);
    const comment = { comment_id: written?.id ?? known.id, comment_hash: written?.hash ?? null };
    await record.end({ ...comment, ...dependence });
    return "published";
  });
}

/**
 * The checks are the answer: where nobody may comment, because the conversation is locked for instance, they stand alone
 * and nothing is tried again for it; where there seems to be no conversation, not for ever. Null without a comment.
 */
async function commentIfAllowed(
  isLast: boolean,
  ...comment: Parameters<typeof writeComment>
): Promise<WrittenComment | null> {
  try {
    return await writeComment(...comment);
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    const isRefused = error.trouble === "forbidden" || error.trouble === "refused";
    const isOver = isLast && error.retry_at === null;
    if (!isRefused && !isOver && ![410, 501].includes(error.status)) throw error;
    return null;
  }
}

async function whileClaimed(
  { record }: Publication,
  commenting: boolean,
  write: (known: KnownComment) => Promise<PublicationOutcome>,
): Promise<PublicationOutcome> {
  const claim = await record.claim(commenting);
  if (claim.kind !== "granted") return claim.kind;
  try {
    const outcome = await write(claim.comment);
    if (outcome !== "published") await record.end(null);
    return outcome;
  } catch (error) {
    await record.end(null);
    throw error;
  }
}

/**
 * What is left to do when a report is out or overtaken, by what is known now: the check runs of overtaken reviews are
 * ended, for they would stay in progress for ever, and those on a head that several pull requests share made to agree.
 */
export async function settleChecks(client: RepositoryClient, { record }: Publication, isPublished: boolean) {
  const around = await record.runs();
  for (const { id } of around.abandoned) {
    await cancelCheck(client, id);
    await record.forgetRun(id);
  }
  if (isPublished) await alignSharedHead(client, record, around);
}

/** What is remembered, and, after an attempt whose end was not seen, what GitHub has. */
async function ownRuns(
  github: GitHub,
  client: RepositoryClient,
  publication: Publication,
  { own }: RunsAround,
): Promise<ReadonlyMap<string, CheckRun>> {
  const known = new Map(own.map((run) => [run.name, run]));
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
function saver({ record }: Publication, name: string, own: string | null = null) {
  let isOurs = true;
  return {
    save: async (run: CheckRun, shown: string | null): Promise<void> => {
      isOurs = await record.saveCheckRun(name, { ...run, shown, conclusion: shown === null ? null : (own ?? shown) });
    },
    /** Whether the claim was still held when the last of it was remembered. */
    isOurs: () => isOurs,
  };
}

/**
 * Makes every check run on the head say the worst of what its pull requests deserve: two that were published at the
 * same time have not seen each other.
 */
async function alignSharedHead(client: RepositoryClient, record: PublicationRecord, { own, shared }: RunsAround) {
  if (shared.length === 0) return;
  const all = [...own.map((run) => ({ ...run, number: 0 })), ...shared].filter((run) => run.shown !== null);
  for (const { id, name, shown } of all) {
    const conclusion = worstConclusion("success", name, all);
    if (shown === conclusion || shown === "cancelled") continue;
    await correctCheck(client, id, conclusion);
    await record.saveShown(id, conclusion);
  }
}
