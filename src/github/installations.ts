import type { PullRequestFacts } from "../model/delivery.ts";
import type { GitHub, InstallationClient } from "./client.ts";
import { pullRequestSchema, toFacts } from "./events.ts";
import { all, pageSize, readPages } from "./pages.ts";

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

/** Pages that one look reads of installations, of an installation's repositories, and of a repository's pull requests. */
const maxPages = 100;
const maxPullPages = 20;

/** The installations that are not suspended, by id. Throws GitHubError. */
export async function listInstallations(github: GitHub): Promise<ReadonlyArray<number>> {
  const { items } = await readPages(
    maxPages,
    (page) => github.call((octokit) => octokit.rest.apps.listInstallations({ per_page: pageSize, page })),
    all,
  );
  return items.filter((item) => (item.suspended_at ?? null) === null).map((item) => item.id);
}

/** The repositories of an installation that can have open pull requests. Throws GitHubError. */
export async function listRepositories(client: InstallationClient): Promise<ReadonlyArray<InstalledRepository>> {
  const { items } = await readPages(
    maxPages,
    (page) =>
      client.call((octokit) => octokit.rest.apps.listReposAccessibleToInstallation({ per_page: pageSize, page })),
    (data) => data.repositories,
  );
  return items
    .filter((item) => !item.archived && !item.disabled)
    .map(({ id, name, default_branch, owner, private: isPrivate, visibility }) => {
      const is_public = !isPrivate && (visibility ?? "public") === "public";
      return { repository_id: id, owner: owner.login, name, default_branch: branchOf(default_branch), is_public };
    });
}

/** The open pull requests of a repository as GitHub has them now. Throws GitHubError. */
export async function listOpenPullRequests(
  client: InstallationClient,
  repository: InstalledRepository,
): Promise<OpenPullRequests> {
  const { owner, name } = repository;
  const origin = { ...repository, installation_id: client.installation_id };
  const { items, isComplete } = await readPages(
    maxPullPages,
    (page) =>
      client.call((octokit) =>
        octokit.rest.pulls.list({ owner, repo: name, state: "open", sort: "created", per_page: pageSize, page }),
      ),
    all,
  );
  const pull_requests = items.map((pull) => toFacts(pullRequestSchema.parse(pull), origin, null));
  return { pull_requests, isComplete };
}

/** Empty where a server leaves it out. */
function branchOf(name: string | undefined): string {
  return name ?? "";
}
