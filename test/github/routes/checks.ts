import { notFound, page, read, Refusal, repositoryOf, write, type Call, type Route } from "../call.ts";
import { annotationShape, checkRunShape, checkSuiteShape } from "../shapes/check.ts";
import type { App, CheckRun, CheckSuite, Repository, World } from "../world.ts";
import { checkRequest, type CheckRequest } from "./check-request.ts";
import { commitNamed } from "./commits.ts";

function callingApp(call: Call): App {
  if (call.caller.kind !== "installation") throw notFound();
  return call.caller.app;
}

/** The suite of an App for a commit, made when it is not there: a push makes it, and so does a first check run. */
export function suiteFor(
  world: World,
  app: App,
  repository: Repository,
  sha: string,
  push: { readonly branch: string | null; readonly before: string | null } | null = null,
): CheckSuite {
  const known = world.suites.find((item) => item.app === app && item.repository === repository && item.sha === sha);
  if (known) return known;
  const branch =
    push?.branch ?? world.pulls.find((item) => item.head.repository === repository && item.head.sha === sha)?.head.ref;
  const now = world.now();
  const made: CheckSuite = {
    id: world.nextId(),
    app,
    repository,
    sha,
    branch: branch ?? null,
    before: push?.before ?? null,
    createdAt: now,
    updatedAt: now,
  };
  world.suites.push(made);
  return made;
}

async function createRun(call: Call) {
  const repository = repositoryOf(call);
  const body = call.body as CheckRequest & { readonly name: string; readonly head_sha: string };
  const { sha } = await commitNamed(call, repository, body.head_sha);
  if (sha !== body.head_sha) throw new Refusal(422, `No commit found for SHA: ${body.head_sha}`);
  await checkRequest(call, { repository, sha }, body);
  const suite = suiteFor(call.world, callingApp(call), repository, sha);
  const run: CheckRun = {
    id: call.world.nextId(),
    suite,
    annotations: [],
    name: body.name,
    externalId: "",
    detailsUrl: null,
    status: "queued",
    conclusion: null,
    startedAt: call.world.now(),
    completedAt: null,
    output: { title: null, summary: null, text: null },
    actions: [],
  };
  call.world.runs.push(run);
  apply(call, run, body);
  call.events.emit({ kind: "check_run", action: "created", runId: run.id });
  if (run.status === "completed") call.events.emit({ kind: "check_run", action: "completed", runId: run.id });
  return { status: 201, body: checkRunShape(call.world, run) };
}

/** Annotations are appended, everything else replaced; a status other than completed takes the conclusion away. */
function apply(call: Call, run: CheckRun, body: CheckRequest): void {
  const now = call.world.now();
  run.name = body.name ?? run.name;
  run.externalId = body.external_id ?? run.externalId;
  run.detailsUrl = body.details_url ?? run.detailsUrl;
  if (body.started_at !== undefined) run.startedAt = new Date(body.started_at);
  if (body.conclusion !== undefined) {
    run.status = "completed";
    run.conclusion = body.conclusion;
    run.completedAt = body.completed_at === undefined ? now : new Date(body.completed_at);
  } else if (body.status !== undefined) {
    run.status = body.status;
    run.conclusion = null;
    run.completedAt = null;
  }
  if (body.output) {
    const { title, summary, text, annotations } = body.output;
    run.output = { title: title ?? run.output.title, summary, text: text ?? run.output.text };
    run.annotations.push(...(annotations ?? []));
  }
  if (body.actions) run.actions = body.actions;
  run.suite.updatedAt = now;
}

function runAt(call: Call): CheckRun {
  const repository = repositoryOf(call);
  const found = call.world.runs.find(
    (item) => item.id === call.params["check_run_id"] && item.suite.repository === repository,
  );
  if (!found) throw notFound();
  return found;
}

function ownRun(call: Call): CheckRun {
  const run = runAt(call);
  const app = callingApp(call);
  if (run.suite.app === app) return run;
  throw new Refusal(
    403,
    `Invalid app_id \`${app.id}\` - check run can only be modified by the GitHub App that created it.`,
  );
}

async function updateRun(call: Call) {
  const run = ownRun(call);
  const body = call.body as CheckRequest;
  await checkRequest(call, run.suite, body);
  const wasCompleted = run.status === "completed";
  apply(call, run, body);
  if (run.status === "completed" && !wasCompleted)
    call.events.emit({ kind: "check_run", action: "completed", runId: run.id });
  return { status: 200, body: checkRunShape(call.world, run) };
}

/** `filter=latest`, the default, leaves out runs that a newer one of the same name and App replaced. */
function listed(call: Call, runs: ReadonlyArray<CheckRun>) {
  const { check_name: name, status, filter = "latest", app_id: appId } = call.query;
  const newest = (run: CheckRun): boolean =>
    !runs.some((item) => item.suite === run.suite && item.name === run.name && item.id > run.id);
  const matching = runs.filter(
    (item) =>
      (name === undefined || item.name === name) &&
      (status === undefined || item.status === status) &&
      (appId === undefined || item.suite.app.id === appId) &&
      (filter === "all" || newest(item)),
  );
  const { items, headers } = page(call, matching.reverse());
  const shown = items.map((item) => checkRunShape(call.world, item));
  return { status: 200, headers, body: { total_count: matching.length, check_runs: shown } };
}

async function runsOfCommit(call: Call) {
  const repository = repositoryOf(call);
  const { sha } = await commitNamed(call, repository, String(call.params["ref"]));
  return listed(
    call,
    call.world.runs.filter((item) => item.suite.repository === repository && item.suite.sha === sha),
  );
}

function suiteAt(call: Call): CheckSuite {
  const repository = repositoryOf(call);
  const found = call.world.suites.find(
    (item) => item.id === call.params["check_suite_id"] && item.repository === repository,
  );
  if (!found) throw notFound();
  return found;
}

async function suiteShape(call: Call, suite: CheckSuite) {
  return checkSuiteShape(call.world, suite, await commitNamed(call, suite.repository, suite.sha));
}

async function suitesOfCommit(call: Call) {
  const repository = repositoryOf(call);
  const { sha } = await commitNamed(call, repository, String(call.params["ref"]));
  const { app_id: appId } = call.query;
  const matching = call.world.suites.filter(
    (item) => item.repository === repository && item.sha === sha && (appId === undefined || item.app.id === appId),
  );
  const { items, headers } = page(call, matching);
  const shown = await Promise.all(items.map((item) => suiteShape(call, item)));
  return { status: 200, headers, body: { total_count: matching.length, check_suites: shown } };
}

function rerequest(call: Call) {
  const run = ownRun(call);
  call.events.emit({ kind: "check_run", action: "rerequested", runId: run.id });
  return { status: 201, body: {} };
}

function annotations(call: Call) {
  const run = runAt(call);
  const { items, headers } = page(call, run.annotations);
  return { status: 200, body: items.map((item) => annotationShape(call.world, run, item)), headers };
}

/** Check suites, check runs and their annotations. */
export const checkRoutes = {
  "POST /repos/{owner}/{repo}/check-runs": { needs: write("checks"), answer: createRun },
  "GET /repos/{owner}/{repo}/check-runs/{check_run_id}": {
    needs: read("checks"),
    answer: (call) => ({ status: 200, body: checkRunShape(call.world, runAt(call)) }),
  },
  "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}": { needs: write("checks"), answer: updateRun },
  "GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations": { needs: read("checks"), answer: annotations },
  "POST /repos/{owner}/{repo}/check-runs/{check_run_id}/rerequest": { needs: write("checks"), answer: rerequest },
  "GET /repos/{owner}/{repo}/check-suites/{check_suite_id}": {
    needs: read("checks"),
    answer: async (call) => ({ status: 200, body: await suiteShape(call, suiteAt(call)) }),
  },
  "GET /repos/{owner}/{repo}/check-suites/{check_suite_id}/check-runs": {
    needs: read("checks"),
    answer: (call) => {
      const suite = suiteAt(call);
      return listed(
        call,
        call.world.runs.filter((item) => item.suite === suite),
      );
    },
  },
  "GET /repos/{owner}/{repo}/commits/{ref}/check-runs": { needs: read("checks"), answer: runsOfCommit },
  "GET /repos/{owner}/{repo}/commits/{ref}/check-suites": { needs: read("checks"), answer: suitesOfCommit },
} as const satisfies Record<string, Route>;
