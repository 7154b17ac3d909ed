import { gzipSync } from "node:zlib";

import type { CheckReport, PullRequestOutputs, SuggestedEdit } from "../model/report.ts";
import type { GitHub, RepositoryClient } from "./client.ts";
import { GitHubError } from "./errors.ts";

/** What there is to send besides checks and comment, and where to. */
export interface OutputTarget {
  readonly number: number;
  readonly head_sha: string;
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
  { number, head_sha }: OutputTarget,
  wanted: ReadonlyArray<SuggestedEdit>,
): Promise<void> {
  const { owner, name: repo } = client.address;
  const known = await ownSuggestions(github, client, number);
  const bodies = new Map(wanted.slice(0, maxSuggestions).map((edit) => [`${marker(edit)}\n${edit.body}`, edit]));
  for (const { id, body } of known) {
    if (bodies.delete(body)) continue;
    await unless(404, () =>
      client.call((octokit) => octokit.rest.pulls.deleteReviewComment({ owner, repo, comment_id: id })),
    );
  }
  for (const [body, { path, start_line, line }] of bodies) {
    const lines = start_line === line ? { line } : { start_line, line, start_side: "RIGHT" as const };
    const comment = {
      owner,
      repo,
      pull_number: number,
      commit_id: head_sha,
      path,
      side: "RIGHT" as const,
      ...lines,
      body,
    };
    await unless(422, () => client.call((octokit) => octokit.rest.pulls.createReviewComment(comment)));
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
  const found: { id: number; body: string }[] = [];
  for (let page = 1; page <= maxPages; page += 1) {
    const { data } = await client.call((octokit) =>
      octokit.rest.pulls.listReviewComments({ owner, repo, pull_number: number, per_page: 100, page }),
    );
    for (const { id, body, user } of data) {
      if (user.login === login && body.startsWith(prefix)) found.push({ id, body });
    }
    if (data.length < 100) break;
  }
  return found;
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
