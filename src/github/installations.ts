import type { PullRequestFacts } from "../model/delivery.ts";
import type { GitHub, InstallationClient } from "./client.ts";
import { pullRequestSchema, toFacts } from "./events.ts";

/** A repository that an installation covers. */
export interface InstalledRepository {
  readonly repository_id: number;
  readonly owner: string;
  readonly name: string;
  readonly default_branch: string;
  /** True where everybody may read it. */
  readonly is_public: boolean;
}

/** The open pull requests of a repository. */
export interface OpenPullRequests {
  readonly pull_requests: ReadonlyArray<PullRequestFacts>;
  /** False where the repository has more than one look reads. */
  readonly isComplete: boolean;
}

const pageSize = 100;

/** Pages that one look reads of installations, of an installation's repositories, and of a repository's pull requests. */
const maxPages = 100;
const maxPullPages = 20;

/** The installations that are not suspended, by id. Throws GitHubError. */
export async function listInstallations(github: GitHub): Promise<ReadonlyArray<number>> {
  const ids: number[] = [];
  for (let page = 1; page <= maxPages; page += 1) {
    const { data } = await github.call((octokit) => octokit.rest.apps.listInstallations({ per_page: pageSize, page }));
    ids.push(...data.filter((item) => item.suspended_at === null).map((item) => item.id));
    if (data.length < pageSize) break;
  }
  return ids;
}

/** The repositories of an installation that can have open pull requests. Throws GitHubError. */
export async function listRepositories(client: InstallationClient): Promise<ReadonlyArray<InstalledRepository>> {
  const found: InstalledRepository[] = [];
  for (let page = 1; page <= maxPages; page += 1) {
    const { data } = await client.call((octokit) =>
      octokit.rest.apps.listReposAccessibleToInstallation({ per_page: pageSize, page }),
    );
    for (const item of data.repositories) {
      if (item.archived || item.disabled) continue;
      const { id, name, default_branch } = item;
      const is_public = !item.private && (item.visibility ?? "public") === "public";
      found.push({ repository_id: id, owner: item.owner.login, name, default_branch, is_public });
    }
    if (data.repositories.length < pageSize) break;
  }
  return found;
}

/** The open pull requests of a repository as GitHub has them now. Throws GitHubError. */
export async function listOpenPullRequests(
  client: InstallationClient,
  repository: InstalledRepository,
): Promise<OpenPullRequests> {
  const { owner, name } = repository;
  const origin = { ...repository, installation_id: client.installation_id };
  const found: PullRequestFacts[] = [];
  for (let page = 1; page <= maxPullPages; page += 1) {
    const { data } = await client.call((octokit) =>
      octokit.rest.pulls.list({ owner, repo: name, state: "open", sort: "created", per_page: pageSize, page }),
    );
    found.push(...data.map((pull) => toFacts(pullRequestSchema.parse(pull), origin, null)));
    if (data.length < pageSize) return { pull_requests: found, isComplete: true };
  }
  return { pull_requests: found, isComplete: false };
}
