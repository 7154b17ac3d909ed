import { sql } from "kysely";

import type { GateWanted, PullRequestFacts } from "../model/delivery.ts";
import { closeRepositories } from "./installations.ts";
import { expirePolicySources, policyRepositoryKey } from "./policy-sources.ts";
import { findPullRequest, openPullRequestsOf } from "./pull-requests.ts";
import type { Store } from "./store.ts";
import type { DatabaseTransaction } from "./tables.ts";

/** Pull requests that one push lets review again at most; the reconciler finds those beyond. */
const maxReviews = 1000;

/** Files that may decide over changes whatever the configuration says of their place. */
const gating = /(?:^|\/)\.github\/tollgate|\.rego$|(?:^|\/)data\.(?:json|ya?ml)$|(?:usage|prices?)[^/]*\.ya?ml$/;

/** What policies are made of: Rego, data, templates and constraints. */
const policyFile = /\.(?:rego|json|ya?ml)$/;

/** Where an organisation's configuration lies in its `.github` repository. */
const organisationFile = /^tollgate\.ya?ml$/;

/** Enqueues what an event asks of the gate, inside the delivery's transaction. False where it asks for nothing. */
export async function enqueueGate(
  store: Store,
  transaction: DatabaseTransaction,
  wanted: GateWanted,
  again: (id: number) => Promise<unknown>,
): Promise<boolean> {
  switch (wanted.kind) {
    case "command":
      return await enqueueCommand(store, transaction, wanted);
    case "consent":
      return await enqueueConsent(transaction, wanted, again);
    case "pushed":
      return await enqueuePushed(transaction, wanted, again);
    case "workflow-run":
      return await enqueueWorkflowRun(store, transaction, wanted);
    case "renamed":
      return await rename(transaction, wanted, again);
    case "archived":
      await closeRepositories(transaction, [wanted.repository_id]);
      return false;
    case "merge-group":
      await enqueueMergeGroup(store, transaction, wanted);
      return true;
  }
}

/** Events whose workflow is the base's or the default branch's, never the head's. */
const trustedEvents: ReadonlySet<string> = new Set(["workflow_run", "pull_request_target"]);

type Of<Kind extends GateWanted["kind"]> = Extract<GateWanted, { kind: Kind }>;

/** A command waits for the review under way: both write the one comment. */
export async function enqueueCommand(
  store: Store,
  transaction: DatabaseTransaction,
  work: Of<"command">,
): Promise<boolean> {
  const row = await findPullRequest(transaction, work);
  const options = { installation: work.installation_id };
  if (row === undefined) {
    // Opened before we were installed, or while we were down: it is reviewed first.
    await store.queue.send(transaction, { ...work, kind: "adopt" }, options);
    return true;
  }
  if (row.state !== "open") return false;
  // Whoever asks has seen no later head than this.
  await store.queue.send(transaction, { ...work, pull_request_id: row.id, head_sha: row.head_sha }, options);
  return true;
}

/**
 * Runs that the default branch's workflow may have made are asked for plans. One that a pull request itself chose is only
 * asked to be able to say that its plan does not count: where it is of a head that we review and named like that.
 */
async function enqueueWorkflowRun(
  store: Store,
  transaction: DatabaseTransaction,
  work: Of<"workflow-run">,
): Promise<boolean> {
  if (!trustedEvents.has(work.run_event)) {
    if (!/plan/i.test(work.workflow)) return false;
    if ((await openPullRequestsOf(transaction, work)).length === 0) return false;
  }
  const { base_refs } = work;
  const options = { installation: work.installation_id };
  await store.queue.send(transaction, { ...work, base_refs: [...base_refs] }, options);
  return true;
}

async function enqueueConsent(
  transaction: DatabaseTransaction,
  { repository_id, number }: Of<"consent">,
  again: (id: number) => Promise<unknown>,
): Promise<boolean> {
  const row = await transaction
    .selectFrom("pull_request")
    .select("id")
    .where("repository_id", "=", repository_id)
    .where("number", "=", number)
    .where("state", "=", "open")
    .where("wants_consent", "=", true)
    .executeTakeFirst();
  if (row !== undefined) await again(row.id);
  return row !== undefined;
}

/**
 * The tip of a base branch decides: where its policies or configuration may differ, its open pull requests are reviewed
 * again; where the organisation's configuration or policies do, all of the installation's.
 */
async function enqueuePushed(
  transaction: DatabaseTransaction,
  pushed: Of<"pushed">,
  again: (id: number) => Promise<unknown>,
): Promise<boolean> {
  const { installation_id, repository_id, name, branch, paths, default_branch } = pushed;
  const isDefault = branch === default_branch;
  const isOrganisation =
    name === ".github" && isDefault && (paths === null || paths.some((path) => organisationFile.test(path)));
  if (isOrganisation) {
    await transaction
      .updateTable("organisation")
      .set({ fresh_until: null })
      .where("installation_id", "=", installation_id)
      .execute();
  }
  if (isDefault && paths === null) await noteDefaultBranch(transaction, repository_id, default_branch);
  const isSource = await isPolicySource(transaction, pushed);
  const isEverywhere = isOrganisation || isSource;
  const isGating = paths === null || paths.some((path) => gating.test(path));
  if (!isEverywhere && !isGating) return false;
  const rows = await transaction
    .selectFrom("pull_request")
    .select("id")
    .where("state", "=", "open")
    .$if(isEverywhere, (query) => query.where("installation_id", "=", installation_id))
    .$if(!isEverywhere, (query) => query.where("repository_id", "=", repository_id))
    // The default branch judges what is for other branches, too.
    .$if(!isEverywhere && !isDefault, (query) => query.where("base_ref", "=", branch))
    .orderBy("updated_at", "desc")
    .limit(maxReviews)
    .execute();
  for (const { id } of rows) await again(id);
  return rows.length > 0;
}

/** The default branch may have another name than when its pull requests were opened. */
async function noteDefaultBranch(
  transaction: DatabaseTransaction,
  repository: number,
  default_branch: string,
): Promise<void> {
  const named = sql<string>`details::jsonb ->> 'default_branch'`;
  await transaction
    .updateTable("pull_request")
    .set({
      details: sql<string>`jsonb_set(details::jsonb, '{default_branch}', to_jsonb(${default_branch}::text))::text`,
    })
    .where("repository_id", "=", repository)
    .where("state", "=", "open")
    .where(named, "<>", default_branch)
    .execute();
}

/** Whether the organisation's policies are read at this ref, and may differ. */
async function isPolicySource(
  transaction: DatabaseTransaction,
  { installation_id, owner, name, branch, paths }: Of<"pushed">,
): Promise<boolean> {
  if (paths !== null && !paths.some((path) => policyFile.test(path))) return false;
  const tag = branch.replace(/^refs\/tags\//, "");
  const refs = tag === branch ? [branch, `heads/${branch}`, `refs/heads/${branch}`] : [tag, `tags/${tag}`, branch];
  return await expirePolicySources(
    transaction,
    { installation_id, repository: policyRepositoryKey(owner, name) },
    refs,
  );
}

/** A repository that another organisation took over is judged by that one's rules from now on. */
async function rename(
  transaction: DatabaseTransaction,
  { repository_id, installation_id, owner, name, is_transfer }: Of<"renamed">,
  again: (id: number) => Promise<unknown>,
): Promise<boolean> {
  const rows = await transaction
    .updateTable("pull_request")
    .set({ installation_id, owner, name })
    .where("repository_id", "=", repository_id)
    .returning(["id", "state"])
    .execute();
  const open = is_transfer ? rows.filter(({ state }) => state === "open") : [];
  for (const { id } of open.slice(0, maxReviews)) await again(id);
  return open.length > 0;
}

async function enqueueMergeGroup(
  store: Store,
  transaction: DatabaseTransaction,
  work: Of<"merge-group">,
): Promise<void> {
  const { repository_id, head_sha, installation_id } = work;
  const state = work.action === "destroyed" ? "void" : "open";
  await transaction
    .insertInto("merge_group")
    .values({ repository_id, head_sha, state })
    .onConflict((conflict) => conflict.columns(["repository_id", "head_sha"]).doUpdateSet({ state }))
    .execute();
  await store.queue.send(transaction, work, { installation: installation_id });
}

/** Open groups of the merge queue that a pull request's commits lie in are void once it is pushed to. */
export async function voidMergeGroups(
  store: Store,
  transaction: DatabaseTransaction,
  { repository_id, installation_id, owner, name, number, base_ref }: PullRequestFacts,
): Promise<void> {
  const open = await transaction
    .selectFrom("merge_group")
    .select(["head_sha", "members"])
    .where("repository_id", "=", repository_id)
    .where("state", "=", "open")
    .execute();
  for (const { head_sha, members } of open) {
    const numbers: unknown = JSON.parse(members);
    if (!Array.isArray(numbers) || !numbers.includes(number)) continue;
    const origin = { installation_id, repository_id, owner, name };
    const group = { head_sha, base_sha: "", base_ref, default_branch: "" };
    await enqueueMergeGroup(store, transaction, { kind: "merge-group", action: "destroyed", ...origin, ...group });
  }
}
