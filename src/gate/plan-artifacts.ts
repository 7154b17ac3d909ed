import { posix } from "node:path";

import type { AppParts } from "../app/parts.ts";
import { ArchiveError, unpack } from "../changes/modules/unpack.ts";
import { ArtifactError, downloadArtifact, listArtifacts, maxArtifactBytes, tooLarge } from "../github/artifacts.ts";
import type { RepositoryClient } from "../github/client.ts";
import { GitHubError } from "../github/errors.ts";
import type { AttachedPlan, AttachedPlans } from "../model/attached-plan.ts";
import { compareText } from "../model/text.ts";
import { readPlanArtifacts, savePlanArtifacts, type PlanArtifact } from "../store/plan-artifacts.ts";
import type { StoredPullRequest } from "../store/pull-requests.ts";
import type { QueuedWork } from "../store/queued-work.ts";

type RunWork = Extract<QueuedWork, { kind: "workflow-run" }>;

/** How the artifact is called; a workflow that does not run on the head names the head behind it. */
const artifactName = /^tollgate-plan(?:-(?<head>[0-9a-f]{40}))?$/;

/** Files and bytes of one artifact, unpacked. */
const limits = { files: 200, bytes: 100 * 1024 * 1024 };

/** Remembers which plans a workflow run made, for which head, and whether they count. */
export async function takePlans(parts: AppParts, work: RunWork): Promise<void> {
  const artifacts = await listed(parts, work);
  const { repository_id, run_id } = work;
  const found = artifacts.flatMap(({ id, name, bytes, isExpired }): PlanArtifact[] => {
    const match = artifactName.exec(name);
    if (match === null || isExpired) return [];
    const head_sha = match.groups?.["head"] ?? work.head_sha;
    return [{ repository_id, head_sha, artifact_id: id, run_id, name, bytes, refusal: whyRefused(work) }];
  });
  if (found.length > 0) await savePlanArtifacts(parts.store, found);
}

/** Without the permission there are no plans, and nothing else is lost. */
async function listed({ github, log }: AppParts, work: RunWork): ReturnType<typeof listArtifacts> {
  try {
    return await listArtifacts(github.artifacts(work), work.run_id);
  } catch (error) {
    if (!(error instanceof GitHubError) || error.retryable || error.retry_at !== null) throw error;
    log.warn({ err: error, run: work.run_id }, "the artifacts of a workflow run cannot be listed");
    return [];
  }
}

/**
 * Why what a run made does not count as the plan; null where the default branch alone chose what it did. Anybody who may
 * open a pull request can let its own workflow write any plan.
 */
export function whyRefused(
  run: Pick<RunWork, "run_event" | "head_branch" | "default_branch" | "base_refs">,
): string | null {
  const { run_event, head_branch, default_branch, base_refs } = run;
  switch (run_event) {
    case "workflow_run":
      return head_branch === default_branch && default_branch !== ""
        ? null
        : `its workflow is not that of the default branch ${default_branch}`;
    case "pull_request_target":
      return base_refs.length > 0 && base_refs.every((base) => base === default_branch)
        ? null
        : `GitHub does not say that its workflow is that of the default branch ${default_branch}`;
    default:
      return `a run for ${run_event} does what the change wants; expected one for workflow_run or pull_request_target`;
  }
}

/** The plans of a pull request's head: the newest that counts, and what is to be said of the others. */
export async function attachedPlans(parts: AppParts, row: StoredPullRequest): Promise<AttachedPlans> {
  const artifacts = await readPlanArtifacts(parts.store.db, row);
  const notes = artifacts.flatMap(({ name, run_id, refusal }) =>
    refusal === null
      ? []
      : [`The artifact ${name} of the workflow run ${run_id} is not counted as the plan: ${refusal}.`],
  );
  const newest = artifacts.find(({ refusal }) => refusal === null);
  if (newest === undefined) return { plans: [], not_analysed: [], notes };
  try {
    return { plans: await fetchPlans(parts.github.artifacts(row), newest), not_analysed: [], notes };
  } catch (error) {
    if (!(error instanceof ArtifactError) && !(error instanceof ArchiveError)) throw error;
    const reason = `the plan of the workflow run ${newest.run_id} is not read: ${error.message}`;
    return { plans: [], not_analysed: [{ path: newest.name, reason }], notes };
  }
}

async function fetchPlans(
  client: RepositoryClient,
  { artifact_id, name, run_id, bytes }: PlanArtifact,
): Promise<ReadonlyArray<AttachedPlan>> {
  if (bytes > maxArtifactBytes) throw new ArtifactError(tooLarge);
  const files = await unpack(await downloadArtifact(client, artifact_id), "zip", limits);
  const plans = files.flatMap(({ path, bytes: content }): AttachedPlan[] => {
    if (content === null || !path.endsWith(".json")) return [];
    const text = new TextDecoder().decode(content);
    return [{ path: `${name}/${path}`, directory: posix.dirname(path), run_id, text }];
  });
  if (plans.length === 0) throw new ArtifactError('it has no file "*.json", as `terraform show -json` writes one');
  return plans.sort((a, b) => compareText(a.path, b.path));
}
