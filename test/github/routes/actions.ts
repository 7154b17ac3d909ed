import { notFound, page, read, repositoryOf, type Call, type Route } from "../call.ts";
import { repositoryUrl } from "../shapes/repository.ts";
import { iso, nodeId, type Artifact } from "../world.ts";

const ninetyDays = 90 * 24 * 60 * 60 * 1000;

function artifactShape(call: Call, artifact: Artifact) {
  const { id, run, name, content, isExpired, createdAt } = artifact;
  const url = `${repositoryUrl(call.world, run.repository)}/actions/artifacts/${id}`;
  const at = iso(createdAt);
  return {
    id,
    node_id: nodeId("A", id),
    name,
    size_in_bytes: artifact.claimedBytes ?? content.length,
    url,
    archive_download_url: `${url}/zip`,
    expired: isExpired,
    created_at: at,
    updated_at: at,
    expires_at: iso(new Date(createdAt.getTime() + ninetyDays)),
    workflow_run: {
      id: run.id,
      repository_id: run.repository.id,
      head_repository_id: run.repository.id,
      head_branch: run.headBranch,
      head_sha: run.headSha,
    },
  };
}

function runArtifacts(call: Call) {
  const repository = repositoryOf(call);
  const run = call.world.workflowRuns.find((item) => String(item.id) === String(call.params["run_id"]));
  if (run?.repository !== repository) throw notFound();
  const all = call.world.artifacts.filter((item) => item.run === run);
  const { items, headers } = page(call, all);
  const artifacts = items.map((artifact) => artifactShape(call, artifact));
  return Promise.resolve({ status: 200, body: { total_count: all.length, artifacts }, headers });
}

/** The archive itself lies at another address, without credentials and for a minute. */
function download(call: Call) {
  const repository = repositoryOf(call);
  const artifact = call.world.artifacts.find((item) => String(item.id) === String(call.params["artifact_id"]));
  if (artifact?.run.repository !== repository || call.params["archive_format"] !== "zip") throw notFound();
  if (artifact.isExpired) {
    const body = { message: "Artifact has expired", documentation_url: "https://docs.github.com/rest" };
    return Promise.resolve({ status: 410, body });
  }
  const until = call.world.now().getTime() + 60_000;
  const location = `${call.world.htmlUrl}/_artifacts/${artifact.id}?until=${until}`;
  const bytes = { type: "text/html", content: Buffer.alloc(0) };
  return Promise.resolve({ status: 302, bytes, headers: { location } });
}

/** What workflows made. */
export const actionRoutes = {
  "GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}": {
    needs: read("actions"),
    answer: download,
  },
  "GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts": { needs: read("actions"), answer: runArtifacts },
} as const satisfies Record<string, Route>;
