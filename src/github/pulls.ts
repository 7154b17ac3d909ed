import * as z from "zod";

import type { PullRequestFacts } from "../model/delivery.ts";
import type { RepositoryClient } from "./client.ts";
import { pullRequestSchema, toFacts } from "./events.ts";
import { all, pageSize, readPages } from "./pages.ts";

/** Open pull requests are looked through up to so many pages of 100. */
const maxPages = 50;

/** What GitHub says of a pull request now; null when it is closed. */
export async function readOpen(client: RepositoryClient, number: number): Promise<PullRequestFacts | null> {
  const { owner, name: repo } = client.address;
  const { data } = await client.call((octokit) => octokit.rest.pulls.get({ owner, repo, pull_number: number }));
  return data.state === "open" ? factsOf(client, data, defaultBranchOf(data)) : null;
}

/** The open pull requests with a head, forks included: GitHub's own search by commit leaves those out. */
export async function findByHead(client: RepositoryClient, head: string): Promise<ReadonlyArray<PullRequestFacts>> {
  const { owner, name: repo } = client.address;
  const { items } = await readPages(
    maxPages,
    (page) =>
      client.call((octokit) => octokit.rest.pulls.list({ owner, repo, state: "open", per_page: pageSize, page })),
    all,
  );
  return items.filter((pull) => pull.head.sha === head).map((pull) => factsOf(client, pull, defaultBranchOf(pull)));
}

function factsOf({ address }: RepositoryClient, pull: unknown, default_branch: string): PullRequestFacts {
  const { owner, name, installation_id, repository_id } = address;
  const origin = { installation_id, repository_id, owner, name, default_branch };
  return toFacts(pullRequestSchema.parse(pull), origin, null);
}

const withBranchSchema = z.object({ base: z.object({ repo: z.object({ default_branch: z.string() }) }) });

/** Empty where the answer does not say it. */
function defaultBranchOf(pull: unknown): string {
  return withBranchSchema.safeParse(pull).data?.base.repo.default_branch ?? "";
}
