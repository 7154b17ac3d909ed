import type { AppParts, ReviewContext } from "../app/parts.ts";
import { collectFromGitHub } from "../changes/github.ts";
import { findCheckRuns, publishCheck, startCheck, type CheckRun, type CheckTarget } from "../github/check-runs.ts";
import type { RepositoryClient } from "../github/client.ts";
import { githubContent } from "../github/content.ts";
import { readGroupMembers, type GroupMembers } from "../github/group-members.ts";
import { isAbsent } from "../github/merge-base.ts";
import type { ChangeSet } from "../model/change-set.ts";
import type { ContentCache } from "../model/content.ts";
import { SourceError } from "../model/failure.ts";
import type { CheckReport } from "../model/report.ts";
import type { WaiverRules } from "../model/settings.ts";
import type { Consent } from "../model/verdict.ts";
import type { Waiver } from "../model/waiver.ts";
import { appendAudit } from "../store/audit.ts";
import { isVoid, readMembers, saveMembers } from "../store/merge-groups.ts";
import type { StoredPullRequest } from "../store/pull-requests.ts";
import type { Attempt } from "../store/queue.ts";
import type { QueuedWork } from "../store/queued-work.ts";
import { consentsTo, waiversFor } from "./consents.ts";
import { fetchedPolicies } from "./fetched-policies.ts";
import { organisationFor } from "./organisation.ts";

type GroupWork = Extract<QueuedWork, { kind: "merge-group" }>;

/** Names of the checks, in the order of their publication. */
const checkNames = ["tollgate/policy", "tollgate/cost"] as const;

/**
 * Reviews the tree that the merge queue made, against what waits before it: its whole cost, and the exceptions and
 * consents of every pull request whose commits lie in it. A void group fails.
 */
export async function reviewMergeGroup(parts: AppParts, attempt: Attempt, work: GroupWork): Promise<void> {
  const client = parts.github.repository(work);
  if (work.action === "destroyed" || (await isVoid(parts.store.db, work))) {
    await failVoid(parts, client, work);
    return;
  }
  const runs = await ownRuns(parts, client, work);
  for (const name of checkNames) {
    if (!runs.has(name)) runs.set(name, await startCheck(client, target(work, name, parts.clock()), forget));
  }
  const members = await membersOf(parts, client, work);
  const context = await contextOf(parts, work, members);
  const cache = parts.memory.over(work.repository_id, parts.store.contents(work.repository_id));
  const change = { base_ref: work.base_sha, head_sha: work.head_sha, gate_ref: work.base_ref };
  const collect = (): Promise<ChangeSet> => collectFromGitHub(change, githubContent(client), cache);
  const { report, failure, record } = await parts.review(collect, context);
  if (failure?.retryable === true && !attempt.isLast) throw new SourceError(failure.message, true);
  if (await isVoid(parts.store.db, work)) {
    await failVoid(parts, client, work);
    return;
  }
  for (const check of report.checks) {
    await publishCheck(client, target(work, check.name, parts.clock()), check, runs.get(check.name) ?? null, forget);
  }
  const { repository_id, head_sha } = work;
  const facts = { ...record, members: members.map(({ number }) => number) };
  await appendAudit(parts.store, { repository_id, kind: "review", number: null, head_sha, facts });
  parts.log.info({ head: head_sha, members: facts.members }, "merge group reviewed");
}

async function ownRuns(parts: AppParts, client: RepositoryClient, work: GroupWork): Promise<Map<string, CheckRun>> {
  return new Map(await findCheckRuns(client, work.head_sha, externalId(work), parts.github.appId));
}

function externalId({ head_sha }: GroupWork): string {
  return `merge-group/${head_sha}`;
}

function target(work: GroupWork, name: string, started_at: Date): CheckTarget {
  return { name, head_sha: work.head_sha, external_id: externalId(work), started_at };
}

/** GitHub itself tells the check runs of a group: nothing of them is remembered. */
function forget(): Promise<void> {
  return Promise.resolve();
}

const voided = {
  conclusion: "failure",
  title: "void: this merge group no longer stands",
  summary: "A pull request of this group was pushed to, or the queue gave the group up. The queue makes another one.",
  text: null,
  annotations: [],
} as const;

/** An answer to a group that no longer stands must not let it through. */
async function failVoid(parts: AppParts, client: RepositoryClient, work: GroupWork): Promise<void> {
  const runs = await ownRuns(parts, client, work);
  for (const name of checkNames) {
    const run = runs.get(name);
    if (run === undefined) continue;
    const report: CheckReport = { ...voided, name };
    await publishCheck(client, target(work, name, parts.clock()), report, { ...run, status: "in_progress" }, forget);
  }
}

/** The open pull requests whose heads lie in the group, by GitHub's own word; remembered for when one is pushed to. */
async function membersOf(
  parts: AppParts,
  client: RepositoryClient,
  work: GroupWork,
): Promise<ReadonlyArray<StoredPullRequest>> {
  const { numbers, commits } = await knownMembers(client, work);
  const rows = await readMembers(parts.store.db, work.repository_id, numbers, commits);
  await saveMembers(parts.store.db, work, numbers);
  return rows;
}

/** Where GitHub does not say whose commits these are, they are nobody's: no consent counts, and the group is judged. */
async function knownMembers(client: RepositoryClient, work: GroupWork): Promise<GroupMembers> {
  try {
    return await readGroupMembers(client, work);
  } catch (error) {
    if (!isAbsent(error)) throw error;
    return { numbers: [], commits: new Set() };
  }
}

async function contextOf(
  parts: AppParts,
  work: GroupWork,
  members: ReadonlyArray<StoredPullRequest>,
): Promise<ReviewContext> {
  const { owner, name, head_sha, base_sha, base_ref, default_branch } = work;
  const organisation = await organisationFor(parts, work);
  const waivers = (await Promise.all(members.map((row) => waiversFor(parts, row)))).flat();
  const cacheOf = (id: number): ContentCache => parts.memory.over(id, parts.store.contents(id));
  const nothing = { title: "", body: "", author: "", draft: false, labels: [], head_ref: "" };
  return {
    repository: { owner, name, default_branch },
    pull_request: { ...nothing, number: 0, base_ref, head_sha, base_sha, default_branch },
    is_merge_group: true,
    web: `${parts.web}/${owner}/${name}`,
    clock: parts.clock(),
    organisation,
    fetch_policies: fetchedPolicies({ ...parts, cacheOf }, work),
    waivers: onePerFinding(waivers),
    consents: (wanted, rules) => groupConsents(parts, members, wanted, rules),
  };
}

/** Two pull requests may have a waiver for one finding: the group has that finding once. */
function onePerFinding(waivers: ReadonlyArray<Waiver>): ReadonlyArray<Waiver> {
  return [...new Map(waivers.map((waiver) => [`${waiver.policy} ${waiver.fingerprint ?? ""}`, waiver])).values()];
}

/** A group has a team's consent when each of its pull requests that asks for consent has it. */
async function groupConsents(
  parts: AppParts,
  members: ReadonlyArray<StoredPullRequest>,
  wanted: ReadonlyArray<string | null>,
  rules: WaiverRules,
): Promise<ReadonlyArray<Consent>> {
  const asking = members.filter((row) => row.wants_consent);
  const counted = asking.length > 0 ? asking : members;
  if (counted.length === 0) return [];
  const each = await Promise.all(counted.map((row) => consentsTo(parts, row, wanted, rules)));
  const isGiven = (gives: (consent: Consent) => boolean): boolean => each.every((consents) => consents.some(gives));
  const teams = wanted.filter((team) => team !== null && isGiven((consent) => consent.teams.includes(team)));
  const mayWaive = isGiven((consent) => consent.mayWaive);
  const all = new Map(each.flat().map((consent) => [consent.login, consent]));
  return [...all.values()].map((consent) => ({
    login: consent.login,
    teams: consent.teams.filter((team) => teams.includes(team)),
    mayWaive: mayWaive && consent.mayWaive,
  }));
}
