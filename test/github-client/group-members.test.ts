import { describe, expect, it } from "vitest";

import type { RepositoryClient } from "../../src/github/client.ts";
import { readGroupMembers } from "../../src/github/group-members.ts";

interface Paged {
  readonly page: number;
  readonly commit_sha?: string;
}

/** A server whose pages hold two items, whatever it is asked for, and say by their Link header that more follow. */
function serverOf(
  commits: ReadonlyArray<string>,
  numbers: Readonly<Record<string, ReadonlyArray<number>>>,
  total: number,
) {
  const pageOf = <Item>(items: ReadonlyArray<Item>, page: number) => {
    const link = page * 2 < items.length ? { link: `<https://x.test/?page=${page + 1}>; rel="next"` } : { link: "" };
    return { items: items.slice((page - 1) * 2, page * 2), headers: link };
  };
  const octokit = {
    rest: {
      repos: {
        compareCommitsWithBasehead: ({ page }: Paged) => {
          const { items, headers } = pageOf(commits, page);
          return Promise.resolve({ headers, data: { total_commits: total, commits: items.map((sha) => ({ sha })) } });
        },
        listPullRequestsAssociatedWithCommit: ({ page, commit_sha = "" }: Paged) => {
          const { items, headers } = pageOf(numbers[commit_sha] ?? [], page);
          const base = { ref: "main" };
          return Promise.resolve({ headers, data: items.map((number) => ({ number, state: "open", base })) });
        },
      },
    },
  };
  const address = { installation_id: 1, repository_id: 2, owner: "acme", name: "infra" };
  return { address, call: (send) => send(octokit as never) } satisfies RepositoryClient;
}

const group = { base_sha: "base", head_sha: "head", base_ref: "main" };
const commits = ["a", "b", "c", "d", "e"];

describe("the members of a merge group", () => {
  it("are read beyond the first page of its commits, and of a commit's pull requests", async () => {
    const client = serverOf(commits, { a: [1, 2, 3], e: [3, 4, 5] }, 5);
    const members = await readGroupMembers(client, group);
    expect(members).toEqual({ numbers: [1, 2, 3, 4, 5], commits: new Set(commits) });
  });

  it.each([
    ["more commits than are looked at", 101],
    ["commits that the server does not list", 6],
  ])("are nobody where there are %s", async (_, total) => {
    const client = serverOf(commits, { a: [1] }, total);
    expect(await readGroupMembers(client, group)).toEqual({ numbers: [], commits: new Set() });
  });
});
