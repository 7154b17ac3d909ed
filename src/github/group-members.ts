import * as z from "zod";

import type { RepositoryClient } from "./client.ts";
import { all, pageSize, readPages } from "./pages.ts";

/** Commits of a merge group are looked at up to this number; more fail closed: nobody's consent is counted. */
const maxCommits = 100;

/** Pull requests of one commit are read up to so many pages. */
const maxPullPages = 10;

/** The pull requests of a merge group. */
export interface GroupMembers {
  /** Numbers of the open pull requests that GitHub associates with its commits. */
  readonly numbers: ReadonlyArray<number>;
  /** SHAs of its commits: only a pull request whose head is among them lies in it as it was reviewed. */
  readonly commits: ReadonlySet<string>;
}

const countSchema = z.object({ total_commits: z.int().optional() });

/** Asks GitHub which pull requests the commits of a group belong to; a branch's name says nothing. */
export async function readGroupMembers(
  client: RepositoryClient,
  { base_sha, head_sha, base_ref }: { readonly base_sha: string; readonly head_sha: string; readonly base_ref: string },
): Promise<GroupMembers> {
  const { owner, name: repo } = client.address;
  const basehead = `${base_sha}...${head_sha}`;
  let total = 0;
  const { items: commits, isComplete } = await readPages(
    maxCommits,
    (page) =>
      client.call((octokit) =>
        octokit.rest.repos.compareCommitsWithBasehead({ owner, repo, basehead, per_page: pageSize, page }),
      ),
    (data) => {
      const listed = z.array(z.object({ sha: z.string() })).parse(data.commits);
      total = countSchema.parse(data).total_commits ?? listed.length;
      return total > maxCommits ? [] : listed.map(({ sha }) => sha);
    },
  );
  if (!isComplete || commits.length < total) return { numbers: [], commits: new Set() };
  const numbers = new Set<number>();
  for (const commit_sha of commits) {
    const pulls = await readPages(
      maxPullPages,
      (page) =>
        client.call((octokit) =>
          octokit.rest.repos.listPullRequestsAssociatedWithCommit({
            owner,
            repo,
            commit_sha,
            per_page: pageSize,
            page,
          }),
        ),
      all,
    );
    for (const pull of pulls.items) {
      if (pull.state === "open" && pull.base.ref === base_ref) numbers.add(pull.number);
    }
  }
  return { numbers: [...numbers].sort((a, b) => a - b), commits: new Set(commits) };
}
