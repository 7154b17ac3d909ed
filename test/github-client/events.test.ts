import { describe, expect, it } from "vitest";

import { readEvent } from "../../src/github/events.ts";

const origin = {
  installation: { id: 1 },
  repository: { id: 7, name: "infra", owner: { login: "acme" }, default_branch: "main" },
};
const pull_request = {
  number: 3,
  title: "A change",
  updated_at: "2026-11-21T10:00:00Z",
  head: { sha: "a".repeat(40), ref: "change", repo: null },
  base: { ref: "main", sha: "b".repeat(40) },
};

describe("an event", () => {
  it("is understood without what GitHub may leave out or leave empty", () => {
    const nothing = { body: null, user: null, labels: null, draft: null };
    const payload = { ...origin, action: "synchronize", before: null, changes: null, sender: null };
    for (const pull of [pull_request, { ...pull_request, ...nothing }]) {
      expect(readEvent("pull_request", { ...payload, pull_request: pull }, 1)).toMatchObject({
        kind: "review",
        pull_request: {
          previous_head_sha: null,
          is_fork: true,
          details: { author: "ghost", draft: false, labels: [] },
        },
      });
    }
  });

  it("of a check run of ours is understood without its pull requests, and one of another App is nobody's", () => {
    const run = (id: number | null) => ({
      ...origin,
      action: "rerequested",
      check_run: { head_sha: "a".repeat(40), app: id === null ? null : { id }, pull_requests: null },
    });
    expect(readEvent("check_run", run(1), 1)).toMatchObject({ kind: "rerun", numbers: [] });
    expect(readEvent("check_run", run(2), 1)).toBeNull();
    expect(readEvent("check_run", run(null), 1)).toBeNull();
  });

  it.each([
    ["names its files", { commits: [{ added: ["b"], modified: ["a"], removed: [] }] }, ["a", "b"]],
    ["names some of them", { commits: [{ modified: ["a"] }] }, ["a"]],
    ["names no file of one commit", { commits: [{ modified: ["a"] }, {}] }, null],
    ["has no commits", { commits: [] }, null],
    ["says nothing of commits", {}, null],
    ["was forced", { forced: true, commits: [{ modified: ["a"] }] }, null],
    ["made the branch", { created: true, commits: [{ modified: ["a"] }] }, null],
  ])("of a push that %s: what gates is only taken as unchanged where that is said", (_, change, paths) => {
    const payload = { ...origin, ref: "refs/heads/main", ...change };
    expect(readEvent("push", payload, 1)).toMatchObject({ kind: "pushed", branch: "main", paths });
  });

  it("of a repository that is gone ends its reviews", () => {
    expect(readEvent("repository", { ...origin, action: "deleted" }, 1)).toEqual({
      kind: "archived",
      repository_id: 7,
    });
  });
});
