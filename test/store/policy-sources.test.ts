import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { readEvent } from "../../src/github/events.ts";

import { readPolicySource, savePolicySource } from "../../src/store/policy-sources.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import { acceptDelivery } from "./accept.ts";
import { newPlace, quietLog, type TestPlace } from "./places.ts";

const sha = "a".repeat(40);
const later = new Date("2099-01-01T00:00:00Z");
const refs = ["main", "heads/main", "refs/heads/main", "v1", "tags/v1", "refs/tags/v1", sha] as const;

describe("what a ref of the organisation's policies names", () => {
  let test: TestPlace;
  let store: Store;
  let count = 0;

  beforeAll(async () => {
    test = await newPlace("embedded");
    store = await openStore({ place: test.place, log: quietLog() });
  });
  afterAll(async () => {
    await store.close(1_000);
    await test.remove();
  });

  /** A push to a repository of the organisation, and the refs that are no longer fresh. */
  async function pushed(ref: string, paths: ReadonlyArray<string>, name = "Policies", installation = 1) {
    for (const known of refs) {
      const key = { installation_id: 1, repository: "acme/policies", ref: known };
      await savePolicySource(store.db, { ...key, repository_id: 7, commit_sha: sha, fresh_until: later });
    }
    count += 1;
    const payload = {
      installation: { id: installation },
      repository: { id: 7, name, owner: { login: "Acme" }, default_branch: "main" },
      ref,
      commits: [{ modified: paths }],
    };
    const wanted = readEvent("push", payload, 1);
    await acceptDelivery(store, { guid: `g${count}`, event: "push", action: null, body_hash: `b${count}`, wanted });
    const stale: string[] = [];
    for (const known of refs) {
      const row = await readPolicySource(store.db, { installation_id: 1, repository: "acme/policies", ref: known });
      if (row?.fresh_until === null) stale.push(known);
    }
    return stale;
  }

  it.each<[string, () => Promise<ReadonlyArray<string>>, ReadonlyArray<string>]>([
    ["its branch", () => pushed("refs/heads/main", ["rules/a.rego"]), ["main", "heads/main", "refs/heads/main"]],
    ["its tag", () => pushed("refs/tags/v1", ["rules/a.rego"]), ["v1", "tags/v1", "refs/tags/v1"]],
    ["data", () => pushed("refs/heads/main", ["rules/data.json"]), ["main", "heads/main", "refs/heads/main"]],
    ["words", () => pushed("refs/heads/main", ["README.md"]), []],
    ["another branch", () => pushed("refs/heads/more", ["rules/a.rego"]), []],
    ["another repository", () => pushed("refs/heads/main", ["rules/a.rego"], "other"), []],
    ["another installation's repository", () => pushed("refs/heads/main", ["rules/a.rego"], "policies", 2), []],
  ])("is asked for again after a push to %s alone", async (_what, push, expected) => {
    expect(await push()).toEqual(expected);
  });
});
