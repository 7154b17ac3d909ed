import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { PullRequestFacts } from "../../src/model/delivery.ts";
import { claimPublication, endPublication } from "../../src/store/claims.ts";
import { appendAudit, findAlteredEntry, lastEntry } from "../../src/store/audit.ts";
import { acceptDelivery } from "./accept.ts";
import { grantWaivers, readWaivers, reviewOutlived } from "../../src/store/grants.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import { newPlace, placeKinds, type TestPlace } from "./places.ts";

const details = {
  title: "t",
  body: "",
  author: "octocat",
  draft: false,
  labels: [],
  base_sha: "b",
  head_ref: "change",
  default_branch: "main",
};

describe.each(placeKinds)("what the gate remembers (%s)", (kind) => {
  let test: TestPlace;
  let store: Store;
  let guid = 0;

  beforeAll(async () => {
    test = await newPlace(kind);
    store = await openStore({ place: test.place, log: { warn: () => undefined, error: () => undefined } });
  });

  afterAll(async () => {
    await store.close(1000);
    await test.remove();
  });

  async function receive(facts: Partial<PullRequestFacts>): Promise<void> {
    guid += 1;
    const pull_request: PullRequestFacts = {
      ...{ installation_id: 1, repository_id: 2, owner: "acme", name: "infra", number: 1, base_ref: "main" },
      ...{ head_sha: "h1", previous_head_sha: null, updated_at: `2026-11-21T10:00:${10 + guid}Z`, details },
      ...facts,
    };
    const wanted = { kind: "review", pull_request, is_opening: false } as const;
    const delivery = { guid: `g${guid}`, event: "pull_request", action: "synchronize", body_hash: `h${guid}`, wanted };
    await acceptDelivery(store, delivery);
  }

  it("knows everybody who ever pushed", async () => {
    await receive({ sender: "octocat" });
    await receive({ sender: "pat", head_sha: "h2", previous_head_sha: "h1" });
    await receive({ sender: "octocat", head_sha: "h3", previous_head_sha: "h2" });
    await receive({ sender: null });
    const row = await store.db.selectFrom("pull_request").selectAll().executeTakeFirstOrThrow();
    expect(JSON.parse(row.pushers)).toEqual(["octocat", "pat"]);
  });

  it("grants a waiver once, however often its command is followed", async () => {
    const waiver = { policy: "a.b", fingerprint: "f", reason: "r", granted_by: "mona", until: "2026-11-30" };
    const { id } = await store.db.selectFrom("pull_request").select("id").executeTakeFirstOrThrow();
    await grantWaivers(store.db, id, "comment/1", [waiver, waiver]);
    await grantWaivers(store.db, id, "comment/1", [waiver, waiver]);
    expect(await readWaivers(store.db, id)).toHaveLength(2);
  });

  it("rows 34, 46: judges again, once, what held until yesterday", async () => {
    const row = await store.db.selectFrom("pull_request").select(["id", "generation"]).executeTakeFirstOrThrow();
    const publication = { pull_request_id: row.id, generation: row.generation, holder: "job/0", lease: 30 };
    await claimPublication(store.db, publication);
    const published = { comment_id: 1, comment_hash: "", wants_consent: false, holds_until: "2026-11-30" };
    await endPublication(store.db, publication, published);
    expect(await reviewOutlived(store, new Date("2026-11-30T23:59:59Z"))).toBe(0);
    expect(await reviewOutlived(store, new Date("2026-12-01T00:00:00Z"))).toBe(1);
    expect(await reviewOutlived(store, new Date("2026-12-01T00:00:00Z"))).toBe(0);
  });

  it("appends to the audit log and to nothing else, and sees what was altered", async () => {
    const entry = { repository_id: 2, kind: "review", number: 1, head_sha: "h3", facts: { a: 1 } } as const;
    await Promise.all([appendAudit(store, entry), appendAudit(store, { ...entry, facts: { a: 2 } })]);
    await appendAudit(store, { ...entry, kind: "waiver", facts: { a: 3 } });
    expect((await lastEntry(store.db, 2, "h3", "waiver"))?.facts).toEqual({ a: 3 });
    expect(await findAlteredEntry(store.db)).toBeNull();
    await expect(store.db.updateTable("audit").set({ kind: "approval" }).execute()).rejects.toThrow("only appended to");
    await expect(store.db.deleteFrom("audit").execute()).rejects.toThrow("only appended to");
    const forged = { ...entry, facts: "{}", hash: "00" };
    const { id } = await store.db.insertInto("audit").values(forged).returning("id").executeTakeFirstOrThrow();
    expect(await findAlteredEntry(store.db)).toBe(id);
  });
});
