import type { AppParts } from "../app/parts.ts";
import { bareContext } from "../app/pull-request-context.ts";
import type { PolicyTarget, PolicyTargets, TrialBudget } from "../app/policy-trial.ts";
import { collectFromGitHub, treeFromGitHub } from "../changes/github.ts";
import { reserveUntil } from "../github/allowance.ts";
import type { RepositoryClient } from "../github/client.ts";
import { resolveRef } from "../github/commits.ts";
import { githubContent } from "../github/content.ts";
import { GitHubError } from "../github/errors.ts";
import { listRepositories, type InstalledRepository } from "../github/installations.ts";
import type { ChangeSet } from "../model/change-set.ts";
import type { ContentCache } from "../model/content.ts";
import { SourceError } from "../model/failure.ts";
import { compareText, count } from "../model/text.ts";
import { listOpenPullRequests } from "../store/open-pull-requests.ts";
import type { StoredPullRequest } from "../store/pull-requests.ts";
import { fetchedModules } from "./fetched-modules.ts";
import { organisationFor } from "./organisation.ts";

/** What a trial may cost when nobody says otherwise: a fraction of an installation's hour. */
export const usualBudget: TrialBudget = { requests: 1000, milliseconds: 120_000 };

/** Pull requests that a trial looks at. */
const maxPullRequests = 200;

/** One trial, and what it has spent. */
interface Trial {
  readonly parts: AppParts;
  readonly row: StoredPullRequest;
  /** Sends a request, counts it, and notes when GitHub asks to wait. */
  readonly counted: <Sent>(sent: () => Promise<Sent>) => Promise<Sent>;
}

/**
 * Default branches and open pull requests of an installation outside of the policies' own repository: first what is
 * being worked on, then the rest by name. A target is named only where everybody may read its repository: whoever reads
 * the policies' repository then may as well.
 */
export async function policyTargets(
  parts: AppParts,
  row: StoredPullRequest,
  budget: TrialBudget = usualBudget,
): Promise<PolicyTargets> {
  const { installation_id, repository_id } = row;
  let until: number | null = null; // check and tests come first, and have limits of their own
  let requests = 0;
  let isLimited = false;
  const counted: Trial["counted"] = async (send) => {
    requests += 1;
    try {
      return await send();
    } catch (error) {
      isLimited ||= error instanceof GitHubError && error.retry_at !== null;
      throw error;
    }
  };
  const trial = { parts, row, counted };
  const all = await listRepositories(parts.github.installation(installation_id));
  const pulls = await listOpenPullRequests(parts.store.db, installation_id, repository_id, maxPullRequests);
  const others = all.filter((repository) => repository.repository_id !== repository_id);
  return {
    targets: inOrder(others, pulls).flatMap((repository) => targetsIn(trial, repository, pulls)),
    spent: () => {
      until ??= performance.now() + budget.milliseconds;
      if (performance.now() > until) return count(Math.round(budget.milliseconds / 1000), "second");
      if (requests >= budget.requests) return `${count(budget.requests, "request")} to GitHub`;
      if (isLimited || reserveUntil(parts.github.allowance(installation_id)) !== null) return "GitHub's rate limit";
      return null;
    },
  };
}

function inOrder(
  repositories: ReadonlyArray<InstalledRepository>,
  pulls: ReadonlyArray<StoredPullRequest>,
): ReadonlyArray<InstalledRepository> {
  const rank = new Map<number, number>();
  for (const { repository_id } of pulls) if (!rank.has(repository_id)) rank.set(repository_id, rank.size);
  const rankOf = ({ repository_id }: InstalledRepository): number => rank.get(repository_id) ?? rank.size;
  return repositories.toSorted((a, b) => rankOf(a) - rankOf(b) || compareText(a.name, b.name));
}

function targetsIn(
  trial: Trial,
  repository: InstalledRepository,
  pulls: ReadonlyArray<StoredPullRequest>,
): ReadonlyArray<PolicyTarget> {
  const own = pulls.filter(({ repository_id }) => repository_id === repository.repository_id);
  return [branchTarget(trial, repository), ...own.map((pull) => pullTarget(trial, repository, pull))];
}

function branchTarget(trial: Trial, repository: InstalledRepository): PolicyTarget {
  const { owner, name, default_branch: branch, is_public } = repository;
  const client = clientOf(trial, repository);
  const nothing = { title: "", body: "", author: "", draft: false, labels: [], head_ref: "", base_sha: "" };
  const context = {
    repository: { owner, name, default_branch: branch },
    pull_request: { ...nothing, number: 0, base_ref: branch, head_sha: "", default_branch: branch },
    is_merge_group: true, // there is no pull request that policies may ask about
    web: `${trial.parts.web}/${owner}/${name}`,
    clock: trial.parts.clock(),
  };
  return {
    repository: `${owner}/${name}`,
    name: is_public ? `${owner}/${name}` : null,
    is_pull_request: false,
    collect: () => collectBranch(trial, client, branch),
    context: () => contextIn(trial, context, { name, is_fork: false }),
  };
}

/** Everything on a branch counts as there already. */
async function collectBranch(trial: Trial, client: RepositoryClient, branch: string): Promise<ChangeSet> {
  const { owner, name, repository_id } = client.address;
  const found = await resolveRef(client, owner, name, branch);
  if (found === null) throw new SourceError(`${owner}/${name} has no branch ${branch}`, false);
  const tree = await treeFromGitHub(found.sha, githubContent(client), cacheOf(trial, repository_id));
  return { base: null, head: tree, gate: tree, files: [], base_sha: null, head_sha: found.sha };
}

function pullTarget(trial: Trial, repository: InstalledRepository, pull: StoredPullRequest): PolicyTarget {
  const { owner, name, is_public } = repository;
  const client = clientOf(trial, repository);
  const cache = cacheOf(trial, repository.repository_id);
  return {
    repository: `${owner}/${name}`,
    name: is_public ? `${owner}/${name}#${pull.number}` : null,
    is_pull_request: true,
    collect: () => collectFromGitHub(pull, githubContent(client), cache),
    context: () => contextIn(trial, bareContext(trial.parts, pull), { name, is_fork: pull.is_fork }),
  };
}

/** Reads one repository and nothing else, and counts what that costs. */
function clientOf({ parts, row, counted }: Trial, repository: InstalledRepository): RepositoryClient {
  const { repository_id, owner, name } = repository;
  const { call } = parts.github.moduleRepository(row.installation_id, name);
  return {
    address: { installation_id: row.installation_id, repository_id, owner, name },
    call: (send) => counted(() => call(send)),
  };
}

async function contextIn<Context extends object>(
  trial: Trial,
  context: Context,
  target: Pick<StoredPullRequest, "name" | "is_fork">,
) {
  const { parts, row, counted } = trial;
  const github: Pick<AppParts["github"], "moduleRepository"> = {
    moduleRepository: (installation, repository) => {
      const { call } = parts.github.moduleRepository(installation, repository);
      return { call: (send) => counted(() => call(send)) };
    },
  };
  const change = { ...row, ...target };
  return {
    ...context,
    organisation: await organisationFor(parts, change),
    modules: fetchedModules({ github, web: parts.web, cacheOf: (id) => cacheOf(trial, id) }, change),
  };
}

function cacheOf({ parts }: Trial, repository_id: number): ContentCache {
  return parts.memory.over(repository_id, parts.store.contents(repository_id));
}
