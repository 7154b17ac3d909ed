import type { AppParts } from "../app/parts.ts";
import { collectFromGitHub } from "../changes/github.ts";
import { cancelCheck, findCheckRuns, publishCheck, startCheck, type CheckTarget } from "../github/check-runs.ts";
import { writeComment } from "../github/comment.ts";
import type { RepositoryClient } from "../github/client.ts";
import { githubContent } from "../github/content.ts";
import { ReviewError, SourceError } from "../model/failure.ts";
import type { PolicyCheck } from "../model/policy-check.ts";
import { policyCheckName, renderPolicyCheck } from "../report/policy-check.ts";
import { organisationPolicies, type OrganisationFile } from "../review.ts";
import { readPullRequest, type StoredPullRequest } from "../store/pull-requests.ts";
import type { Attempt } from "../store/queue.ts";
import type { QueuedWork } from "../store/queued-work.ts";
import { isSourceOf } from "./fetched-policies.ts";
import { organisationFor } from "./organisation.ts";
import { policyTargets } from "./policy-targets.ts";

/** The check of a change of the organisation's policies. */
export type PolicyWork = Extract<QueuedWork, { kind: "policies" }>;

/** Where the organisation's policies lie in a repository. */
interface NamedPolicies {
  readonly ref: string;
  readonly paths: ReadonlyArray<string>;
}

/**
 * Checks, tests and tries the policies of a pull request of the repository that the organisation's configuration names,
 * and shows it as a check and a comment of its own. It gates nothing: what gates is what that repository has merged.
 */
export async function checkPolicyPullRequest(parts: AppParts, attempt: Attempt, work: PolicyWork): Promise<void> {
  const row = await readPullRequest(parts.store.db, work.pull_request_id);
  if (!isCurrent(row, work) || parts.checkPolicies === undefined) return;
  const organisation = await organisationFor(parts, row);
  const named = policiesOf(organisation, row);
  if (named === null) return;
  const client = parts.github.repository(row);
  const target = targetOf(row, work, parts.clock());
  const runs = await findCheckRuns(client, row.head_sha, target.external_id, parts.github.appId);
  const run = runs.get(policyCheckName) ?? (await startCheck(client, target, forget, underWay));
  const check = await runCheck(parts, attempt, { client, row, organisation, named });
  if (!isCurrent(await readPullRequest(parts.store.db, row.id), work)) {
    if (run.status === "in_progress") await cancelCheck(client, run.id);
    return;
  }
  const { report, comment } = renderPolicyCheck(check, row.head_sha);
  await publishCheck(client, target, report, run, forget);
  await writeComment(parts.github, client, row.number, comment, { id: null, hash: null, isAbsent: false });
  parts.log.info({ repository: `${row.owner}/${row.name}`, number: row.number }, "policies checked");
}

/** Whether a pull request would change policies of the organisation: then its policies are worth a check. */
export function policiesOf(
  organisation: OrganisationFile | null,
  { owner, name, base_ref, details }: Pick<StoredPullRequest, "owner" | "name" | "base_ref" | "details">,
): NamedPolicies | null {
  const own = organisationPolicies(organisation).filter((source) => isSourceOf(source, owner, name));
  const isBase = (ref: string): boolean => ref.replace(/^(?:refs\/)?heads\//, "") === base_ref;
  // A tag or a commit is made of what the default branch has.
  const isDefault = defaultBranchOf(details) === base_ref;
  const sources = own.some(({ ref }) => isBase(ref)) ? own.filter(({ ref }) => isBase(ref)) : isDefault ? own : [];
  const [first] = sources;
  return first === undefined ? null : { ref: base_ref, paths: [...new Set(sources.map(({ path }) => path))].sort() };
}

function defaultBranchOf(details: string): string {
  const parsed: unknown = JSON.parse(details);
  const found: unknown = typeof parsed === "object" && parsed !== null ? Reflect.get(parsed, "default_branch") : null;
  return typeof found === "string" ? found : "";
}

function isCurrent(row: StoredPullRequest | undefined, work: PolicyWork): row is StoredPullRequest {
  return row?.generation === work.generation && row.state === "open";
}

interface Checked {
  readonly client: RepositoryClient;
  readonly row: StoredPullRequest;
  readonly organisation: OrganisationFile | null;
  readonly named: NamedPolicies;
}

/** What could not be checked is said in the check; a failure that may pass is tried again first. */
async function runCheck(parts: AppParts, attempt: Attempt, checked: Checked): Promise<PolicyCheck> {
  const { client, row, organisation, named } = checked;
  const cache = parts.memory.over(row.repository_id, parts.store.contents(row.repository_id));
  try {
    if (attempt.isHopeless) throw new SourceError("the check ended the server again and again", false);
    const change = await collectFromGitHub(row, githubContent(client), cache);
    const targets = row.is_fork ? ofFork : await policyTargets(parts, row, parts.trialBudget);
    const repository = `${row.owner}/${row.name}`;
    const asked = { change, repository, ...named, organisation, clock: parts.clock(), targets };
    return (await parts.checkPolicies?.(asked)) ?? failed("nothing here checks policies");
  } catch (error) {
    const isOver = attempt.isLast || attempt.isHopeless || (error instanceof SourceError && !error.retryable);
    if (!isOver) throw error;
    parts.log.warn({ err: error }, "a check of policies broke");
    return failed(error instanceof ReviewError ? error.message : "an internal error, which the server's log has");
  }
}

const ofFork = "the change comes from a fork, whose policies are not tried on anybody's repositories";

function failed(why: string): PolicyCheck {
  const message = `the check did not end: ${why}`;
  const issue = { path: ".", line: null, severity: "error", message, details: [] } as const;
  return { files: 0, issues: [issue], tests: null, impact: "the check did not end" };
}

const underWay = { title: "Checking the policies", summary: "Check, tests and trial are under way." };

function targetOf({ number, head_sha }: StoredPullRequest, { generation }: PolicyWork, started_at: Date): CheckTarget {
  return { name: policyCheckName, head_sha, external_id: `policies/${number}/${generation}`, started_at };
}

/** GitHub itself tells of this check: nothing of it is remembered. */
function forget(): Promise<void> {
  return Promise.resolve();
}
