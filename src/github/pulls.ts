import type { PullRequestFacts } from "../model/delivery.ts";
import type { RepositoryClient } from "./client.ts";
import { pullRequestSchema, toFacts } from "./events.ts";

/** Open pull requests are looked through up to so many pages of 100. */
const maxPages = 50;

/** A pull request's head as GitHub has it now; null when it is closed. */
export async function readHead(client: RepositoryClient, number: number): Promise<string | null> {
  const { owner, name: repo } = client.address;
  const { data } = await client.call((octokit) => octokit.rest.pulls.get({ owner, repo, pull_number: number }));
  return data.state === "open" ? data.head.sha : null;
}

/** The open pull requests with a head, forks included: GitHub's own search by commit leaves those out. */
export async function findByHead(client: RepositoryClient, head: string): Promise<ReadonlyArray<PullRequestFacts>> {
  const { owner, name: repo, installation_id, repository_id } = client.address;
  const found: PullRequestFacts[] = [];
  for (let page = 1; page <= maxPages; page += 1) {
    const { data } = await client.call((octokit) =>
      octokit.rest.pulls.list({ owner, repo, state: "open", per_page: 100, page }),
    );
    for (const pull of data) {
      if (pull.head.sha !== head) continue;
      const origin = {
        installation_id,
        repository_id,
        owner,
        name: repo,
        default_branch: pull.base.repo.default_branch,
      };
      found.push(toFacts(pullRequestSchema.parse(pull), origin, null));
    }
    if (data.length < 100) break;
  }
  return found;
}
