import * as z from "zod";

import { reconcileInstallation } from "./app-recovery.ts";
import type { MemoryCache } from "./changes/blob-cache.ts";
import { collectFromGitHub } from "./changes/github.ts";
import type { GitHub, RepositoryClient } from "./github/client.ts";
import { canTell, reserveUntil } from "./github/allowance.ts";
import { githubContent } from "./github/content.ts";
import { GitHubError } from "./github/errors.ts";
import { actionOf, readEvent } from "./github/events.ts";
import type { IncomingEvent } from "./github/front-door.ts";
import {
  alignSharedHead,
  announce,
  publish,
  withdraw,
  type Publication,
  type PublicationOutcome,
} from "./github/publish.ts";
import { withAnswer } from "./github/comment.ts";
import { sendOutputs } from "./github/outputs.ts";
import { findByHead, readHead } from "./github/pulls.ts";
import { performCommand } from "./gate/commands.ts";
import { consentsTo, waiversFor } from "./gate/consents.ts";
import { reviewMergeGroup } from "./gate/merge-group.ts";
import { organisationFor } from "./gate/organisation.ts";
import type { ChangeSet } from "./model/change-set.ts";
import type { ContentCache } from "./model/content.ts";
import type { ReviewRecord } from "./model/record.ts";
import type { WaiverRules } from "./model/settings.ts";
import type { Consent } from "./model/verdict.ts";
import type { Waiver } from "./model/waiver.ts";
import type { OrganisationFile } from "./review.ts";
import { appendAudit } from "./store/audit.ts";
import { saveDependence } from "./store/grants.ts";
import type { PullRequestDetails } from "./model/delivery.ts";
import { ReviewError, SourceError } from "./model/failure.ts";
import type { PullRequestOutputs, PullRequestReport } from "./model/report.ts";
import { readCheckRuns } from "./store/check-runs.ts";
import { storedContentCache } from "./store/content-cache.ts";
import { enqueueReview } from "./store/deliveries.ts";
import { openInbox, type Inbox } from "./store/inbox.ts";
import { publicationRecord } from "./store/publication.ts";
import { markGivenUp, readPullRequest, settleHead, type StoredPullRequest } from "./store/pull-requests.ts";
import type { Attempt, QueuedWork } from "./store/queue.ts";
import { fetchedModules } from "./gate/fetched-modules.ts";
import type { ModuleSource } from "./model/module-source.ts";
import type { Settings } from "./model/settings.ts";
import type { Store } from "./store/store.ts";
import { pauseInstallation, readPause } from "./store/turns.ts";

/** What a review is told of the pull request. */
export interface ReviewContext {
  readonly repository: { readonly owner: string; readonly name: string; readonly default_branch: string };
  readonly pull_request: PullRequestDetails & {
    readonly number: number;
    readonly base_ref: string;
    readonly head_sha: string;
  };
  /** The repository's address for people, without a slash at its end. */
  readonly web: string;
  readonly clock: Date;
  /** True for a group of the merge queue: then the pull request is none that policies may ask about. */
  readonly is_merge_group?: boolean;
  /** Whether a stranger may have written the head. */
  readonly is_fork?: boolean;
  readonly organisation?: OrganisationFile | null;
  /** Exceptions that were granted by commands. */
  readonly waivers?: ReadonlyArray<Waiver>;
  /** Modules from elsewhere, by the settings that gate. */
  readonly modules?: (settings: Settings) => ModuleSource;
  /** The same head against the default branch, where the base is another one. */
  readonly default_change?: () => Promise<ChangeSet>;
  /** Who has consented to the head, of those that the verdict asks. */
  readonly consents?: (wanted: ReadonlyArray<string | null>, rules: WaiverRules) => Promise<ReadonlyArray<Consent>>;
}

/** A report, and whether we or a service broke on the way. */
export interface ReviewOutcome {
  readonly report: PullRequestReport;
  readonly failure: { readonly message: string; readonly retryable: boolean } | null;
  /** What is remembered of it. */
  readonly record?: ReviewRecord;
  /** What is sent besides checks and comment. */
  readonly outputs?: PullRequestOutputs | null;
}

/** Reviews a change. Never throws for a ReviewError of the change set: it becomes the outcome's failure. */
export type ReviewPullRequest = (changeSet: () => Promise<ChangeSet>, context: ReviewContext) => Promise<ReviewOutcome>;

/** What the App tells a log. */
export interface AppLog {
  readonly info: (facts: object, message: string) => void;
  readonly warn: (facts: object, message: string) => void;
}

/** What the App counts. */
export interface AppMetrics {
  /** A delivery was stored, or was not needed. */
  readonly received: (event: string, outcome: string) => void;
  /** A review ended, after so many milliseconds. */
  readonly reviewed: (result: string, milliseconds: number) => void;
  /** An attempt failed; `isFinal` where no other follows. */
  readonly failed: (isFinal: boolean) => void;
  /** A job was put off by a rate limit. */
  readonly limited: () => void;
}

/** What the App works with. */
export interface AppParts {
  readonly store: Store;
  readonly github: GitHub;
  readonly review: ReviewPullRequest;
  readonly memory: MemoryCache;
  /** Root of GitHub's pages, e.g. `https://github.com`. */
  readonly web: string;
  readonly clock: () => Date;
  readonly log: AppLog;
  readonly metrics: AppMetrics;
}

/** The App: what arrives is kept, and what is kept is worked off. */
export interface App {
  readonly receive: (event: IncomingEvent) => Promise<string>;
  readonly perform: (attempt: Attempt) => Promise<void>;
  /** Takes up deliveries that a process which died had stored and not queued. */
  readonly recover: () => Promise<void>;
  /** Resolves when every delivery that was answered is queued. */
  readonly settled: () => Promise<void>;
}

/** Puts the App together. */
export function createApp(parts: AppParts): App {
  const inbox = openInbox(parts.store, parts.log, parts.metrics.received);
  return {
    receive: (event) => receive(parts, inbox, event),
    perform: (attempt) => perform(parts, attempt),
    recover: inbox.recover,
    settled: inbox.settled,
  };
}

async function receive({ github }: AppParts, inbox: Inbox, incoming: IncomingEvent): Promise<string> {
  const { guid, event, body_hash, payload } = incoming;
  const wanted = readEvent(event, payload, github.appId);
  return await inbox.take({ guid, event, action: actionOf(payload), body_hash, wanted });
}

async function perform(parts: AppParts, attempt: Attempt): Promise<void> {
  const installation = await installationOf(parts, attempt.work);
  const pause = await readPause(parts.store.db, installation, parts.clock());
  if (pause !== null) {
    await sendLater(parts, attempt.work, installation, pause);
    await tellNewcomer(parts, attempt, installation, pause);
    return;
  }
  const refill = reserveUntil(parts.github.allowance(installation));
  if (refill !== null) {
    await putOff(parts, attempt, installation, refill);
    return;
  }
  try {
    await performWork(parts, attempt);
  } catch (error) {
    if (error instanceof GitHubError && error.retry_at !== null) {
      await putOff(parts, attempt, installation, error.retry_at);
      return;
    }
    parts.log.warn({ err: error, work: attempt.work, attempt: attempt.number }, "an attempt failed");
    const { work } = attempt;
    const isOver = attempt.isLast || (error instanceof SourceError && !error.retryable);
    parts.metrics.failed(isOver);
    if (isOver && work.kind === "review") await markGivenUp(parts.store.db, work.pull_request_id, work.generation);
    throw error;
  }
}

async function performWork(parts: AppParts, attempt: Attempt): Promise<void> {
  const { work } = attempt;
  switch (work.kind) {
    case "review":
      await reviewPullRequest(parts, attempt, work);
      return;
    case "lookup":
      await lookUp(parts, work);
      return;
    case "reconcile":
      await reconcileInstallation(parts, work.installation_id, new Date(work.since));
      return;
    case "command":
      await performCommand(parts, work);
      return;
    case "merge-group":
      await reviewMergeGroup(parts, attempt, work);
  }
}

async function installationOf({ store }: AppParts, work: QueuedWork): Promise<number> {
  if (work.kind !== "review") return work.installation_id;
  return (await readPullRequest(store.db, work.pull_request_id))?.installation_id ?? 0;
}

/**
 * A rate limit is nobody's failure: every job of the installation waits for the time that GitHub named, and takes no
 * worker meanwhile. The check says so, where GitHub still takes that.
 */
async function putOff(parts: AppParts, attempt: Attempt, installation: number, until: Date): Promise<void> {
  parts.log.warn({ work: attempt.work, until }, "put off by GitHub's rate limit");
  parts.metrics.limited();
  await pauseInstallation(parts.store.db, installation, until);
  await sendLater(parts, attempt.work, installation, until);
  if (attempt.work.kind === "review") await tellWait(parts, attempt, attempt.work, until);
}

/** A pull request that comes while its installation waits is told so once, as long as GitHub's reserve lasts. */
async function tellNewcomer(parts: AppParts, attempt: Attempt, installation: number, until: Date): Promise<void> {
  const { work } = attempt;
  if (work.kind !== "review" || work.deferrals > 0 || !canTell(parts.github.allowance(installation))) return;
  await tellWait(parts, attempt, work, until);
}

async function sendLater({ store }: AppParts, work: QueuedWork, installation: number, until: Date): Promise<void> {
  const later = work.kind === "review" ? { ...work, deferrals: work.deferrals + 1 } : work;
  await store.db.transaction().execute((transaction) => {
    return store.queue.send(transaction, later, { group: groupOf(work), installation, after: until });
  });
}

function groupOf(work: QueuedWork): string {
  switch (work.kind) {
    case "review":
      return `pull-request-${work.pull_request_id}`;
    case "lookup":
      return `lookup-${work.repository_id}-${work.head_sha}`;
    case "reconcile":
      return `reconcile-${work.installation_id}`;
    case "command":
      return `pull-request-${work.pull_request_id}`;
    case "merge-group":
      return `merge-group-${work.repository_id}-${work.head_sha}`;
  }
}

async function tellWait(parts: AppParts, attempt: Attempt, work: ReviewWork, until: Date): Promise<void> {
  const row = await readPullRequest(parts.store.db, work.pull_request_id);
  if (row?.generation !== work.generation || row.state !== "open") return;
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

/** Finds the pull requests of a head that the store does not know, and reviews them. */
async function lookUp({ store, github }: AppParts, work: Extract<QueuedWork, { kind: "lookup" }>): Promise<void> {
  const pulls = await findByHead(github.repository(work), work.head_sha);
  await store.db.transaction().execute(async (transaction) => {
    for (const facts of pulls) await enqueueReview(store, transaction, facts, false);
  });
  store.queue.wake();
}

type ReviewWork = Extract<QueuedWork, { kind: "review" }>;

async function reviewPullRequest(parts: AppParts, attempt: Attempt, work: ReviewWork): Promise<void> {
  const { store, github } = parts;
  const stored = await readPullRequest(store.db, work.pull_request_id);
  if (stored?.generation !== work.generation || stored.state !== "open") return; // a newer event has it
  const client = github.repository(stored);
  const row = stored.is_head_uncertain ? await withSettledHead(parts, client, stored) : stored;
  const publication = toPublication(parts, attempt, work, row);
  if (row.published_generation === work.generation) {
    await alignSharedHead(client, publication);
    return;
  }
  const begun = performance.now();
  if (await isAnswered(store, row)) await untilFree(() => announce(github, client, publication));
  const { outcome, cause } = await runReview(parts, client, row, attempt);
  const isLimited = cause !== null && cause.retry_at !== null;
  if (outcome.failure?.retryable === true && (isLimited || !attempt.isLast)) {
    throw cause ?? new SourceError(outcome.failure.message, true);
  }
  const report = await answered(store, row, outcome.report);
  const result = await untilFree(() => publish(github, client, publication, report));
  await withdraw(client, publication);
  if (result === "published") {
    await remember(store, row, outcome);
    await sendMore(parts, client, row, outcome);
  }
  if (result === "published") await alignSharedHead(client, publication);
  parts.metrics.reviewed(result, performance.now() - begun);
  parts.log.info(
    { repository: `${row.owner}/${row.name}`, number: row.number, head: row.head_sha, result },
    "review ended",
  );
}

/** The report with the answer to the newest command below its comment. */
async function answered(store: Store, row: StoredPullRequest, report: PullRequestReport): Promise<PullRequestReport> {
  const answer = (await readPullRequest(store.db, row.id))?.answer ?? null;
  return answer === null ? report : { ...report, comment: withAnswer(report.comment, answer) ?? report.comment };
}

/** What is sent besides decides nothing: where GitHub does not take it, the checks stand all the same. */
async function sendMore(
  { github, log }: AppParts,
  client: RepositoryClient,
  { number, head_sha, is_fork, comment_id }: StoredPullRequest,
  { report, outputs = null }: ReviewOutcome,
): Promise<void> {
  if (outputs === null) return;
  // A first review without a fix has nothing to look for: no suggestion of ours can be there.
  const isNothing = comment_id === null && outputs.suggestions?.length === 0;
  const wanted = { ...outputs, suggestions: isNothing ? null : outputs.suggestions };
  try {
    await sendOutputs(github, client, { number, head_sha }, { checks: report.checks, outputs: wanted });
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    log.warn({ err: error, number, is_fork }, "something besides the checks was not taken by GitHub");
  }
}

/** What was told, on which inputs, and what the verdict depends on. */
async function remember(store: Store, row: StoredPullRequest, { record }: ReviewOutcome): Promise<void> {
  if (record === undefined) return;
  const { repository_id, number, head_sha, generation } = row;
  const facts = { ...record, generation };
  await appendAudit(store, { repository_id, kind: "review", number, head_sha, facts });
  const wants_consent = record.wanted_consents.length > 0;
  await saveDependence(store.db, row.id, { wants_consent, holds_until: record.holds_until });
}

/** Two events could not be told apart by age: GitHub knows which head is the newest. */
async function withSettledHead(
  { store }: AppParts,
  client: RepositoryClient,
  row: StoredPullRequest,
): Promise<StoredPullRequest> {
  const head = (await readHead(client, row.number)) ?? row.head_sha;
  await settleHead(store.db, row.id, row.generation, head);
  return { ...row, head_sha: head, is_head_uncertain: false };
}

/** True where the commit has a completed check of ours, which must not be taken for the answer to come. */
async function isAnswered(store: Store, row: StoredPullRequest): Promise<boolean> {
  const runs = await readCheckRuns(store.db, row.repository_id, row.head_sha);
  return runs.some((run) => run.status === "completed");
}

/** A fault of ours has to be seen on the pull request too, or its check would be missing for ever. */
async function breakDown(parts: AppParts, context: ReviewContext, error: unknown): Promise<ReviewOutcome> {
  parts.log.warn({ err: error }, "a review broke");
  const isTold = error instanceof ReviewError;
  const message = isTold ? error.message : "an internal error, which the server's log has";
  const mayHelp = error instanceof SourceError ? error.retryable : !isTold;
  return await parts.review(() => Promise.reject(new SourceError(message, mayHelp)), context);
}

function refuse(): Promise<never> {
  return Promise.reject(new SourceError("the review of this change ended the server again and again", false));
}

interface Ran {
  readonly outcome: ReviewOutcome;
  /** What GitHub's failure was, with the time of the next attempt; null where it did not fail. */
  readonly cause: GitHubError | null;
}

async function runReview(
  parts: AppParts,
  client: RepositoryClient,
  row: StoredPullRequest,
  attempt: Attempt,
): Promise<Ran> {
  const failures: GitHubError[] = [];
  const watched: RepositoryClient = {
    address: client.address,
    call: (send) =>
      client.call(send).catch((error: unknown) => {
        if (error instanceof GitHubError) failures.push(error);
        throw error;
      }),
  };
  const cache = parts.memory.over(row.repository_id, storedContentCache(parts.store.db, row.repository_id));
  const collect = (): Promise<ChangeSet> => collectFromGitHub(row, githubContent(watched), cache);
  const { context, obstacle } = await prepare(parts, watched, row, cache);
  const read = obstacle === null ? collect : (): Promise<never> => Promise.reject(obstacle);
  if (obstacle !== null && obstacle.retryable && !attempt.isLast) throw obstacle;
  const outcome = await parts
    .review(attempt.isHopeless ? refuse : read, context)
    .catch((error: unknown) => breakDown(parts, context, error));
  const cause = failures.find((failure) => failure.retry_at !== null) ?? failures.at(-1) ?? null;
  return { outcome, cause };
}

const detailsSchema = z.object({
  title: z.string(),
  body: z.string(),
  author: z.string(),
  draft: z.boolean(),
  labels: z.array(z.string()),
  base_sha: z.string(),
  head_ref: z.string(),
  default_branch: z.string(),
}) satisfies z.ZodType<PullRequestDetails>;

interface Prepared {
  readonly context: ReviewContext;
  /** Why it is not known what gates: nothing may be decided then. */
  readonly obstacle: SourceError | null;
}

async function prepare(
  parts: AppParts,
  client: RepositoryClient,
  row: StoredPullRequest,
  cache: ContentCache,
): Promise<Prepared> {
  try {
    return { context: await toContext(parts, client, row, cache), obstacle: null };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return { context: bareContext(parts, row), obstacle: error };
  }
}

async function toContext(
  parts: AppParts,
  client: RepositoryClient,
  row: StoredPullRequest,
  cache: ContentCache,
): Promise<ReviewContext> {
  const bare = bareContext(parts, row);
  const { base_ref, head_sha } = row;
  const { default_branch } = bare.repository;
  const byDefault = { base_ref: default_branch, head_sha };
  const [organisation, waivers] = await Promise.all([organisationFor(parts, row), waiversFor(parts, row)]);
  return {
    ...bare,
    organisation,
    waivers,
    modules: fetchedModules(
      {
        github: parts.github,
        web: parts.web,
        cacheOf: (id) => parts.memory.over(id, storedContentCache(parts.store.db, id)),
      },
      row,
    ),
    consents: (wanted, rules) => consentsTo(parts, row, wanted, rules),
    ...(default_branch === "" || default_branch === base_ref
      ? {}
      : { default_change: () => collectFromGitHub(byDefault, githubContent(client), cache) }),
  };
}

function bareContext({ web, clock }: AppParts, row: StoredPullRequest): ReviewContext {
  const details = detailsSchema.parse(JSON.parse(row.details));
  const { owner, name, number, base_ref, head_sha, is_fork } = row;
  return {
    repository: { owner, name, default_branch: details.default_branch },
    pull_request: { ...details, number, base_ref, head_sha },
    web: `${web}/${owner}/${name}`,
    clock: clock(),
    is_fork,
  };
}

function toPublication(parts: AppParts, attempt: Attempt, work: ReviewWork, row: StoredPullRequest): Publication {
  return {
    number: row.number,
    head_sha: row.head_sha,
    external_id: `${row.number}/${work.generation}`,
    started_at: parts.clock(),
    isRepeated: attempt.number > 0 || work.deferrals > 0,
    record: publicationRecord(parts.store.db, row, { ...work, holder: attempt.holder }),
  };
}

/** How often and how long a publication waits for another process that still writes, milliseconds. */
const busyPause = 250;
const busyLimit = 40_000;

/** A claim is held for moments, or by a process that died: its lease ends within this wait. */
async function untilFree(write: () => Promise<PublicationOutcome>): Promise<PublicationOutcome> {
  const until = Date.now() + busyLimit;
  for (;;) {
    const outcome = await write();
    if (outcome !== "busy") return outcome;
    if (Date.now() > until) throw new SourceError("another process publishes for this pull request", true);
    await new Promise((resolve) => setTimeout(resolve, busyPause));
  }
}
