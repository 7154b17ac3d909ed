import { gzipSync } from "node:zlib";

import type { CheckReport, PullRequestOutputs, SuggestedEdit } from "../model/report.ts";
import type { GitHub, RepositoryClient } from "./client.ts";
import { GitHubError } from "./errors.ts";
import { pageSize, readPages } from "./pages.ts";

/** What there is to send besides checks and comment, and where to. */
export interface OutputTarget {
  readonly number: number;
  readonly head_sha: string;
  /** True where we saw the pull request open and have never written to it: no suggestion of ours can be there. */
  readonly isFirst: boolean;
}

/** Suggestions of one pull request; more would bury it. */
const maxSuggestions = 20;

/** Our suggestions are looked for in so many pages of 100 review comments. */
const maxPages = 10;

/** GitHub cuts a status's description at 140 characters. */
const maxDescription = 140;

const states = { success: "success", failure: "failure", action_required: "failure" } as const;

/** Sets a commit status for each check, for rules that know statuses alone. Anybody who may push can set those too. */
export async function setStatuses(
  client: RepositoryClient,
  { head_sha }: OutputTarget,
  checks: ReadonlyArray<CheckReport>,
): Promise<void> {
  const { owner, name: repo } = client.address;
  for (const { name, conclusion, title } of checks) {
    const status = { context: name, state: states[conclusion], description: title.slice(0, maxDescription) };
    await client.call((octokit) => octokit.rest.repos.createCommitStatus({ owner, repo, sha: head_sha, ...status }));
  }
}

/** Uploads the findings to code scanning. */
export async function uploadSarif(
  client: RepositoryClient,
  { number, head_sha }: OutputTarget,
  text: string,
): Promise<void> {
  const { owner, name: repo } = client.address;
  const sarif = gzipSync(text).toString("base64");
  const ref = `refs/pull/${number}/head`;
  await client.call((octokit) =>
    octokit.rest.codeScanning.uploadSarif({ owner, repo, commit_sha: head_sha, ref, sarif, tool_name: "Tollgate" }),
  );
}

/**
 * Makes the suggestions on lines those of this review: one for each fingerprint, deleted when the finding is gone or its
 * fix is another. A line that the diff does not show takes none.
 */
export async function syncSuggestions(
  github: GitHub,
  client: RepositoryClient,
  { number, head_sha, isFirst }: OutputTarget,
  wanted: ReadonlyArray<SuggestedEdit>,
): Promise<void> {
  const { owner, name: repo } = client.address;
  const known = isFirst ? [] : await ownSuggestions(github, client, number);
  const bodies = new Map(wanted.slice(0, maxSuggestions).map((edit) => [`${marker(edit)}\n${edit.body}`, edit]));
  for (const { id, body } of known) {
    if (bodies.delete(body)) continue;
    await unless(404, () =>
      client.call((octokit) => octokit.rest.pulls.deleteReviewComment({ owner, repo, comment_id: id })),
    );
  }
  const comments = [...bodies].map(([body, { path, start_line, line }]): LineComment => {
    const lines = start_line === line ? { line } : { start_line, line, start_side: right };
    return { path, side: right, ...lines, body };
  });
  await suggest(client, { number, head_sha }, comments);
}

/** Comments are made on the side of the head. */
const right = "RIGHT" as const;

interface LineComment {
  readonly path: string;
  readonly side: typeof right;
  readonly line: number;
  readonly body: string;
  readonly start_line?: number;
  readonly start_side?: typeof right;
}

/** Several in one request, which is one notification; one by one where GitHub does not take all of them so. */
async function suggest(
  client: RepositoryClient,
  { number: pull_number, head_sha: commit_id }: Pick<OutputTarget, "number" | "head_sha">,
  comments: ReadonlyArray<LineComment>,
): Promise<void> {
  const { owner, name: repo } = client.address;
  const where = { owner, repo, pull_number, commit_id };
  if (comments.length > 1) {
    const review = { ...where, event: "COMMENT" as const, comments: comments.map((comment) => ({ ...comment })) };
    if (await isTaken(() => client.call((octokit) => octokit.rest.pulls.createReview(review)))) return;
  }
  for (const comment of comments) {
    await unless(422, () => client.call((octokit) => octokit.rest.pulls.createReviewComment({ ...where, ...comment })));
  }
}

/** False where GitHub refuses what was sent, e.g. because the diff does not show one of the lines. */
async function isTaken(send: () => Promise<unknown>): Promise<boolean> {
  try {
    await send();
    return true;
  } catch (error) {
    if (error instanceof GitHubError && [404, 405, 422].includes(error.status)) return false;
    throw error;
  }
}

const prefix = "<!-- tollgate:fix ";

function marker({ fingerprint }: SuggestedEdit): string {
  return `${prefix}${fingerprint} -->`;
}

async function ownSuggestions(
  github: GitHub,
  client: RepositoryClient,
  number: number,
): Promise<ReadonlyArray<{ readonly id: number; readonly body: string }>> {
  const { owner, name: repo } = client.address;
  const login = `${await github.slug()}[bot]`;
  const { items } = await readPages(
    maxPages,
    (page) =>
      client.call((octokit) =>
        octokit.rest.pulls.listReviewComments({ owner, repo, pull_number: number, per_page: pageSize, page }),
      ),
    (data) => data.map(({ id, body, user }) => ({ id, body, login: nameOf(user) })),
  );
  return items.filter((item) => item.login === login && item.body.startsWith(prefix));
}

/** Accounts may be gone, whatever the description says. */
function nameOf(user: { readonly login: string } | null): string | null {
  return user?.login ?? null;
}

async function unless(status: number, send: () => Promise<unknown>): Promise<void> {
  try {
    await send();
  } catch (error) {
    if (!(error instanceof GitHubError && error.status === status)) throw error;
  }
}

/** Sends what the configuration asks for; the first two need permissions of their own. Throws the first GitHubError. */
export async function sendOutputs(
  github: GitHub,
  client: RepositoryClient,
  target: OutputTarget,
  { checks, outputs }: { readonly checks: ReadonlyArray<CheckReport>; readonly outputs: PullRequestOutputs },
): Promise<void> {
  const { address } = client;
  if (outputs.statuses) await setStatuses(github.repositoryFor(address, "statuses"), target, checks);
  if (outputs.sarif !== null) {
    await uploadSarif(github.repositoryFor(address, "security_events"), target, outputs.sarif);
  }
  if (outputs.suggestions !== null) await syncSuggestions(github, client, target, outputs.suggestions);
}
