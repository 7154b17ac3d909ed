import { GitHubError } from "./errors.ts";
import type { RepositoryClient } from "./client.ts";

/** A repository, and the commit that a ref of it names. */
export interface ResolvedRef {
  readonly repository_id: number;
  /** True where everybody may read it. */
  readonly is_public: boolean;
  /** Full SHA of the commit. */
  readonly sha: string;
}

/**
 * What a branch, tag or commit SHA names now; null where the repository or the ref is not there for us, which another
 * attempt does not change. Throws GitHubError where it may.
 */
export async function resolveRef(
  { call }: Pick<RepositoryClient, "call">,
  owner: string,
  repo: string,
  ref: string,
): Promise<ResolvedRef | null> {
  try {
    const { data } = await call((octokit) => octokit.rest.repos.get({ owner, repo }));
    const commit = await call((octokit) => octokit.rest.repos.getCommit({ owner, repo, ref, per_page: 1, page: 2 }));
    const is_public = !data.private && (data.visibility ?? "public") === "public";
    return { repository_id: data.id, is_public, sha: commit.data.sha };
  } catch (error) {
    if (error instanceof GitHubError && (error.trouble === "missing" || !error.retryable)) return null;
    throw error;
  }
}
