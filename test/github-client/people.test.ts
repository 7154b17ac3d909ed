import { describe, expect, it } from "vitest";

import type { RepositoryClient } from "../../src/github/client.ts";
import { isAuthor, readApprovals, readAuthors } from "../../src/github/people.ts";

interface Commit {
  readonly sha: string;
  readonly author: { readonly login: string } | null;
  readonly committer: { readonly login: string } | null;
  readonly commit: { readonly author: object; readonly committer: object; readonly message: string };
}

function commitsOf(logins: ReadonlyArray<string>): ReadonlyArray<Commit> {
  return logins.map((login, at) => {
    const commit = { author: {}, committer: {}, message: "a change" };
    return { sha: `sha-${at}`, author: { login }, committer: { login: "web-flow" }, commit };
  });
}

interface Server {
  readonly commits?: ReadonlyArray<Commit>;
  readonly reviews?: ReadonlyArray<object>;
  /** How many commits it says there are; undefined where it does not say. */
  readonly total?: number | undefined;
  /** Items of a page, whatever it is asked for. */
  readonly size?: number;
  /** Whether it listens to which page is wanted. */
  readonly hasPages?: boolean;
}

interface Asked {
  readonly page: number;
  readonly per_page: number;
}

function clientOf({ commits = [], reviews = [], total, size = 1000, hasPages = true }: Server): RepositoryClient {
  const pageOf = <Item>(items: ReadonlyArray<Item>, { page, per_page }: Asked): ReadonlyArray<Item> => {
    const length = Math.min(size, per_page);
    const first = hasPages ? (page - 1) * length : 0;
    return items.slice(first, first + length);
  };
  const octokit = {
    rest: {
      repos: {
        compareCommitsWithBasehead: (asked: Asked) =>
          Promise.resolve({ headers: {}, data: { total_commits: total, commits: pageOf(commits, asked) } }),
      },
      pulls: {
        listReviews: (asked: Asked) => Promise.resolve({ headers: {}, data: pageOf(reviews, asked) }),
      },
    },
  };
  const address = { installation_id: 1, repository_id: 2, owner: "acme", name: "infra" };
  return { address, call: (send) => send(octokit as never) };
}

const change = { base: "main", head: "head", opener: "Opener", pushers: ["pusher"] };

describe("the authors of a change", () => {
  const people = Array.from({ length: 240 }, (_, at) => `author-${at}`);
  const commits = commitsOf(people);

  it("are opener, pushers, and author, committer and co-author of each commit", async () => {
    const [first] = commitsOf(["Mona"]);
    const message =
      "a change\n\nCo-authored-by: Ann <7+ann@users.noreply.github.com>\nCo-Authored-By: Bob <bob@x.test>";
    const signature = { name: "Eve", email: "Eve@x.test" };
    const strange = { sha: "s", author: null, committer: null, commit: { author: signature, committer: {}, message } };
    const client = clientOf({ commits: [first!, strange], total: 2 });
    const authors = await readAuthors(client, change);
    expect(authors.isComplete).toBe(true);
    expect([...authors.logins].sort()).toEqual(["ann", "mona", "opener", "pusher", "web-flow"]);
    expect([...authors.others].sort()).toEqual([
      "7+ann@users.noreply.github.com",
      "ann",
      "bob",
      "bob@x.test",
      "eve",
      "eve@x.test",
    ]);
  });

  it.each<readonly [string, Server]>([
    ["in pages as they were asked for", { total: 240 }],
    ["in smaller pages", { total: 240, size: 30 }],
    ["in pages, without a count", {}],
    ["in pages of thirty, without a count", { size: 30 }],
  ])("are read whole %s", async (_, server) => {
    const authors = await readAuthors(clientOf({ ...server, commits }), change);
    expect(authors.isComplete).toBe(true);
    expect(people.every((login) => authors.logins.has(login))).toBe(true);
    expect(await isAuthor(clientOf({}), authors, "stranger")).toBe(false);
    expect(await isAuthor(clientOf({}), authors, "Author-239")).toBe(true);
  });

  it.each<readonly [string, Server]>([
    ["that gives the first page for each", { total: 240, hasPages: false }],
    ["that gives the first page for each, and no count", { hasPages: false }],
    ["that gives thirty and no count", { hasPages: false, size: 30 }],
    ["that lists fewer than it counts", { total: 241 }],
  ])("may be anybody with a server %s", async (_, server) => {
    const client = clientOf({ ...server, commits });
    const authors = await readAuthors(client, change);
    expect(authors.isComplete).toBe(false);
    expect(await isAuthor(client, authors, "stranger")).toBe(true);
  });
});

describe("the approvals of a head", () => {
  const said = (login: string, state: string, commit_id = "head") => ({ user: { login }, state, commit_id });
  const talk = (count: number) => Array.from({ length: count }, (_, at) => said(`talker-${at}`, "COMMENTED"));

  it.each<readonly [string, ReadonlyArray<object>, ReadonlyArray<string>]>([
    ["are those of this head", [said("ann", "APPROVED"), said("bob", "APPROVED", "older")], ["ann"]],
    ["stay when more is said", [said("ann", "APPROVED"), said("ann", "COMMENTED"), said("ann", "PENDING")], ["ann"]],
    ["end with other words", [said("ann", "APPROVED"), said("ann", "CHANGES_REQUESTED")], []],
    ["end when they are dismissed", [said("ann", "APPROVED"), said("ann", "DISMISSED")], []],
    ["are nobody's whose account is gone", [{ ...said("x", "APPROVED"), user: null }], []],
  ])("%s", async (_, reviews, approvals) => {
    expect(await readApprovals(clientOf({ reviews }), 7, "head")).toEqual(approvals);
  });

  it.each([100, 30])("that are taken back on a later page count no more (pages of %i)", async (size) => {
    const reviews = [said("ann", "APPROVED"), ...talk(size), said("ann", "CHANGES_REQUESTED"), said("bob", "APPROVED")];
    expect(await readApprovals(clientOf({ reviews, size }), 7, "head")).toEqual(["bob"]);
  });

  it("are nobody's where more is said than is read", async () => {
    const reviews = [said("ann", "APPROVED"), ...talk(1000), said("ann", "CHANGES_REQUESTED")];
    expect(await readApprovals(clientOf({ reviews }), 7, "head")).toEqual([]);
  });
});
