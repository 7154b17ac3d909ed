import type { Commit } from "../git.ts";
import {
  fullName,
  isFork,
  iso,
  isoOrNull,
  nodeId,
  type Annotation,
  type CheckRun,
  type CheckSuite,
  type PullRequest,
  type World,
} from "../world.ts";
import { appShape } from "./account.ts";
import { simpleCommitShape } from "./git.ts";
import { pullReferenceShape } from "./pull.ts";
import { minimalRepositoryShape, repositoryUrl } from "./repository.ts";

/** The open pull requests of a commit; GitHub leaves out those whose head is in a fork. */
export function pullsOf(world: World, suite: CheckSuite): ReadonlyArray<PullRequest> {
  return world.pulls.filter(
    (item) =>
      item.repository === suite.repository && item.state === "open" && !isFork(item) && item.head.sha === suite.sha,
  );
}

/** What the runs of a suite come to. */
export function suiteState(
  world: World,
  suite: CheckSuite,
): { readonly status: string; readonly conclusion: string | null } {
  const runs = world.runs.filter((item) => item.suite === suite);
  if (runs.length === 0) return { status: "queued", conclusion: null };
  if (runs.some((item) => item.status !== "completed")) return { status: "in_progress", conclusion: null };
  const order = ["failure", "timed_out", "cancelled", "action_required", "neutral", "success", "skipped", "stale"];
  const worst = order.find((conclusion) => runs.some((item) => item.conclusion === conclusion));
  return { status: "completed", conclusion: worst ?? "success" };
}

export function checkRunShape(world: World, run: CheckRun) {
  const { suite } = run;
  const url = `${repositoryUrl(world, suite.repository)}/check-runs/${run.id}`;
  const html = `${world.htmlUrl}/${fullName(suite.repository)}/runs/${run.id}`;
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId("CR", run.id),
    head_sha: suite.sha,
    external_id: run.externalId,
    url,
    html_url: html,
    details_url: run.detailsUrl ?? html,
    status: run.status,
    conclusion: run.conclusion,
    started_at: isoOrNull(run.startedAt),
    completed_at: isoOrNull(run.completedAt),
    output: {
      ...run.output,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: suite.id },
    app: appShape(world, suite.app),
    pull_requests: pullsOf(world, suite).map((pull) => pullReferenceShape(world, pull)),
  };
}

export function annotationShape(world: World, run: CheckRun, annotation: Annotation) {
  const { repository, sha } = run.suite;
  return {
    path: annotation.path,
    blob_href: `${world.htmlUrl}/${fullName(repository)}/blob/${sha}/${annotation.path}`,
    start_line: annotation.start_line,
    start_column: annotation.start_column ?? null,
    end_line: annotation.end_line,
    end_column: annotation.end_column ?? null,
    annotation_level: annotation.annotation_level,
    title: annotation.title ?? null,
    message: annotation.message,
    raw_details: annotation.raw_details ?? null,
  };
}

/** A check suite without its commit and repository: as webhooks nest it in a check run. */
export function suiteReferenceShape(world: World, suite: CheckSuite) {
  return {
    id: suite.id,
    node_id: nodeId("CS", suite.id),
    head_branch: suite.branch,
    head_sha: suite.sha,
    ...suiteState(world, suite),
    url: `${repositoryUrl(world, suite.repository)}/check-suites/${suite.id}`,
    before: suite.before,
    after: suite.sha,
    pull_requests: pullsOf(world, suite).map((pull) => pullReferenceShape(world, pull)),
    app: appShape(world, suite.app),
    created_at: iso(suite.createdAt),
    updated_at: iso(suite.updatedAt),
  };
}

export function checkSuiteShape(world: World, suite: CheckSuite, commit: Commit) {
  const url = `${repositoryUrl(world, suite.repository)}/check-suites/${suite.id}`;
  return {
    ...suiteReferenceShape(world, suite),
    head_commit: simpleCommitShape(commit),
    latest_check_runs_count: world.runs.filter((item) => item.suite === suite).length,
    check_runs_url: `${url}/check-runs`,
    repository: minimalRepositoryShape(world, suite.repository),
    rerequestable: true,
    runs_rerequestable: true,
  };
}
