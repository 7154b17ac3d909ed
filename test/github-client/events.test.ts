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

  it("of a button is understood without whose check it is, and without the name that we gave it", () => {
    const press = (run: object, sender: object = { login: "mona" }) => ({
      ...origin,
      action: "requested_action",
      requested_action: { identifier: "review" },
      sender,
      check_run: { id: 9, ...run },
    });
    const one = [{ number: 3 }];
    expect(readEvent("check_run", press({ external_id: "4/1", pull_requests: one }), 1)).toMatchObject({ number: 4 });
    expect(readEvent("check_run", press({ pull_requests: one }), 1)).toMatchObject({ kind: "command", number: 3 });
    expect(readEvent("check_run", press({ pull_requests: [...one, { number: 5 }] }), 1)).toBeNull();
    expect(readEvent("check_run", press({ app: { id: 2 }, pull_requests: one }), 1)).toBeNull();
    expect(readEvent("check_run", press({ pull_requests: one }, { login: "renovate[bot]" }), 1)).toBeNull();
  });

  it("of a comment is a command of a person on a pull request alone", () => {
    const said = (issue: object, user: object | null) => ({
      ...origin,
      action: "created",
      issue: { number: 3, ...issue },
      comment: { id: 8, body: "/tollgate help\r\n\r\n/tollgate review", user },
    });
    const pull = { pull_request: {} };
    const person = { login: "mona", type: "User" };
    expect(readEvent("issue_comment", said(pull, person), 1)).toMatchObject({ line: "/tollgate help", actor: "mona" });
    for (const payload of [
      said({}, person),
      said({ pull_request: null }, person),
      said(pull, null),
      said(pull, { login: "renovate[bot]" }),
      said(pull, { login: "renovate", type: "Bot" }),
    ]) {
      expect(readEvent("issue_comment", payload, 1)).toBeNull();
    }
  });

  it("of a push names its repository's owner by name, or by the full name", () => {
    const push = (repository: object) => ({ installation: { id: 1 }, ref: "refs/heads/main", repository });
    for (const repository of [
      { id: 7, name: "infra", owner: { name: "acme" } },
      { id: 7, full_name: "acme/infra" },
    ]) {
      expect(readEvent("push", push(repository), 1)).toMatchObject({ owner: "acme", name: "infra" });
    }
    expect(() => readEvent("push", push({ id: 7, name: "infra" }), 1)).toThrow("owner");
  });
});
