import * as z from "zod";

import type { Annotation, CheckConclusion, CheckReport } from "../model/report.ts";
import type { RepositoryClient } from "./client.ts";
import { GitHubError } from "./errors.ts";
import { pageSize, readPages } from "./pages.ts";

/** Annotations that one request may carry; updates append to what is there. */
const annotationsPerRequest = 50;

/** A check run of ours, as far as publishing needs to know it. */
export interface CheckRun {
  readonly id: number;
  readonly status: "in_progress" | "completed";
  /** How many annotations it has already. */
  readonly annotations: number;
}

/** Where a check run belongs. */
export interface CheckTarget {
  readonly name: string;
  readonly head_sha: string;
  /** Names the review; a second attempt at it finds the check runs of the first. */
  readonly external_id: string;
  readonly started_at: Date;
}

/** Tells that a check run exists now, or what became of it. */
export type SaveCheckRun = (run: CheckRun, conclusion: string | null) => Promise<void>;

/** What a check says while it runs. */
export interface CheckNote {
  readonly title: string;
  readonly summary: string;
}

/** Marks a check as running, so that an older result on the same commit no longer counts. */
export async function startCheck(
  client: RepositoryClient,
  target: CheckTarget,
  save: SaveCheckRun,
  note: CheckNote | null = null,
): Promise<CheckRun> {
  const { owner, name: repo } = client.address;
  const output = note === null ? {} : { output: { ...note } };
  const { data } = await client.call((octokit) =>
    octokit.rest.checks.create({ owner, repo, ...identity(target), status: "in_progress", ...output }),
  );
  const run: CheckRun = { id: data.id, status: "in_progress", annotations: 0 };
  await save(run, null);
  return run;
}

/** Replaces what a running check says. */
export async function noteOnCheck(client: RepositoryClient, id: number, note: CheckNote): Promise<void> {
  const { owner, name: repo } = client.address;
  await client.call((octokit) =>
    octokit.rest.checks.update({ owner, repo, check_run_id: id, status: "in_progress", output: { ...note } }),
  );
}

/**
 * Publishes a check: in one request where its annotations fit into one, else in batches with the conclusion last.
 * `existing` is the run to go on with; null creates one.
 */
export async function publishCheck(
  client: RepositoryClient,
  target: CheckTarget,
  report: CheckReport,
  existing: CheckRun | null,
  save: SaveCheckRun,
): Promise<void> {
  if (existing?.status === "completed") {
    await save(existing, report.conclusion);
    return;
  }
  try {
    await sendBatches(client, target, report, existing, save);
  } catch (error) {
    if (existing === null || !isGone(error)) throw error;
    await sendBatches(client, target, report, null, save);
  }
}

/** GitHub has a check run no longer: it forgets the oldest of a thousand, and all after some months. */
function isGone(error: unknown): boolean {
  return error instanceof GitHubError && error.trouble === "missing" && error.status !== 422;
}

async function sendBatches(
  client: RepositoryClient,
  target: CheckTarget,
  report: CheckReport,
  existing: CheckRun | null,
  save: SaveCheckRun,
): Promise<void> {
  const batches = toBatches(report.annotations.slice(existing?.annotations ?? 0));
  let run = existing;
  for (const [index, batch] of batches.entries()) {
    const isLast = index === batches.length - 1;
    const before = run?.annotations ?? 0;
    const id = await sendBatch(client, target, report, { run, batch, isLast });
    run = { id, status: isLast ? "completed" : "in_progress", annotations: before + batch.length };
    await save(run, isLast ? report.conclusion : null);
  }
}

/** At least one batch: a check without annotations has to be completed too. */
function toBatches(annotations: ReadonlyArray<Annotation>): ReadonlyArray<ReadonlyArray<Annotation>> {
  const batches: ReadonlyArray<Annotation>[] = [annotations.slice(0, annotationsPerRequest)];
  for (let start = annotationsPerRequest; start < annotations.length; start += annotationsPerRequest) {
    batches.push(annotations.slice(start, start + annotationsPerRequest));
  }
  return batches;
}

interface Batch {
  readonly run: CheckRun | null;
  readonly batch: ReadonlyArray<Annotation>;
  readonly isLast: boolean;
}

async function sendBatch(
  client: RepositoryClient,
  target: CheckTarget,
  report: CheckReport,
  { run, batch, isLast }: Batch,
): Promise<number> {
  const { owner, name: repo } = client.address;
  const output = toOutput(report, batch);
  const state = isLast
    ? ({ status: "completed", conclusion: report.conclusion, completed_at: new Date().toISOString() } as const)
    : ({ status: "in_progress" } as const);
  const actions = report.actions === undefined ? {} : { actions: report.actions.map((action) => ({ ...action })) };
  return await client.call(async (octokit) => {
    const { data } =
      run === null
        ? await octokit.rest.checks.create({ owner, repo, ...identity(target), ...state, output, ...actions })
        : await octokit.rest.checks.update({ owner, repo, check_run_id: run.id, ...state, output, ...actions });
    return run?.id ?? data.id;
  });
}

function toOutput(report: CheckReport, batch: ReadonlyArray<Annotation>) {
  return {
    title: report.title,
    summary: report.summary,
    ...(report.text === null ? {} : { text: report.text }),
    annotations: batch.map(({ path, start_line, end_line, level, title, message }) => {
      return { path, start_line, end_line, annotation_level: level, title, message };
    }),
  };
}

function identity(target: CheckTarget) {
  const { name, head_sha, external_id, started_at } = target;
  return { name, head_sha, external_id, started_at: started_at.toISOString() };
}

/** Ends a check whose review was overtaken by a newer push. One that GitHub has no more has ended. */
export async function cancelCheck(client: RepositoryClient, id: number): Promise<void> {
  const completed_at = new Date().toISOString();
  await changeCheck(client, id, { status: "completed", conclusion: "cancelled", completed_at });
}

/** Makes a completed check run say another conclusion. One that GitHub has no more says nothing. */
export async function correctCheck(client: RepositoryClient, id: number, conclusion: CheckConclusion): Promise<void> {
  await changeCheck(client, id, { status: "completed", conclusion });
}

interface CheckChange {
  readonly status: "completed";
  readonly conclusion: CheckConclusion | "cancelled";
  readonly completed_at?: string;
}

async function changeCheck(client: RepositoryClient, check_run_id: number, change: CheckChange): Promise<void> {
  const { owner, name: repo } = client.address;
  try {
    await client.call((octokit) => octokit.rest.checks.update({ owner, repo, check_run_id, ...change }));
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/** A commit's check runs of ours are looked through up to so many pages; GitHub keeps a thousand of a name. */
const maxPages = 20;

/** Only those of this App were asked for: a server may leave out whose they are. */
const foundSchema = z.object({
  id: z.int(),
  name: z.string(),
  status: z.string(),
  conclusion: z.string().nullish(),
  external_id: z.string().nullish(),
  app: z.object({ id: z.int() }).nullish(),
  output: z.object({ annotations_count: z.int().nullish() }).nullish(),
});

/** The check runs of one review on its commit, by name: what an attempt whose end we did not see has left there. */
export async function findCheckRuns(
  client: RepositoryClient,
  head_sha: string,
  external_id: string,
  appId: number,
): Promise<ReadonlyMap<string, CheckRun & { readonly conclusion: string | null }>> {
  const { owner, name: repo } = client.address;
  const { items } = await readPages(
    maxPages,
    (page) =>
      client.call((octokit) =>
        octokit.rest.checks.listForRef({
          owner,
          repo,
          ref: head_sha,
          app_id: appId,
          filter: "all",
          per_page: pageSize,
          page,
        }),
      ),
    (data) => z.array(foundSchema).parse(data.check_runs),
  );
  const ours = items
    .filter((run) => run.external_id === external_id && (run.app === undefined || run.app?.id === appId))
    .sort((a, b) => b.id - a.id);
  return new Map(
    ours.map((run) => {
      const status = run.status === "completed" ? "completed" : "in_progress";
      return [
        run.name,
        { id: run.id, status, annotations: run.output?.annotations_count ?? 0, conclusion: run.conclusion ?? null },
      ] as const;
    }),
  );
}
