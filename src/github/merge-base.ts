import * as z from "zod";

import type { CommitTree } from "../model/content.ts";
import { GitHubError } from "./errors.ts";
import type { RepositoryClient } from "./client.ts";

/** A commit, as far as its history and its files go. */
interface Commit extends CommitTree {
  readonly parents: ReadonlyArray<string>;
}

/** Commits of each side that are looked at one by one: a server that compares nothing is asked no more than this. */
const maxSteps = 40;

const parentsSchema = z.array(z.object({ sha: z.string() })).default([]);
const commitSchema = z.object({
  sha: z.string(),
  commit: z.object({ tree: z.object({ sha: z.string() }) }),
  parents: parentsSchema,
});
const gitCommitSchema = z.object({ sha: z.string(), tree: z.object({ sha: z.string() }), parents: parentsSchema });

/** What a branch or SHA names, by whichever endpoint has it. Throws GitHubError. */
export async function readCommit(client: RepositoryClient, ref: string): Promise<Commit> {
  const { owner, name: repo } = client.address;
  try {
    const { data } = await client.call((octokit) =>
      octokit.rest.repos.getCommit({ owner, repo, ref, per_page: 1, page: 2 }),
    );
    const { sha, commit, parents } = commitSchema.parse(data);
    return { sha, tree: commit.tree.sha, parents: parents.map((parent) => parent.sha) };
  } catch (error) {
    if (!isAbsent(error)) throw error;
    const commit_sha = /^[0-9a-f]{40}$/.test(ref) ? ref : await branchTip(client, ref);
    const { data } = await client.call((octokit) => octokit.rest.git.getCommit({ owner, repo, commit_sha }));
    const { sha, tree, parents } = gitCommitSchema.parse(data);
    return { sha, tree: tree.sha, parents: parents.map((parent) => parent.sha) };
  }
}

async function branchTip(client: RepositoryClient, branch: string): Promise<string> {
  const { owner, name: repo } = client.address;
  const { data } = await client.call((octokit) => octokit.rest.repos.getBranch({ owner, repo, branch }));
  return data.commit.sha;
}

/** Whether a server does not have what was asked for, or does not know the question: another way may find it. */
export function isAbsent(error: unknown): boolean {
  if (error instanceof z.ZodError) return true;
  return error instanceof GitHubError && (error.trouble === "missing" || [405, 422, 501].includes(error.status));
}

/**
 * Where the histories of a base branch and a head meet, found commit by commit: for servers that do not compare. Null
 * where they do not meet within so many commits. Throws GitHubError.
 */
export async function walkToMergeBase(
  client: RepositoryClient,
  base: string,
  head: string,
): Promise<{ readonly tip: CommitTree; readonly mergeBase: CommitTree } | null> {
  const [tip, first] = await Promise.all([readCommit(client, base), readCommit(client, head)]);
  const sides = [openSide(tip), openSide(first)] as const;
  for (let step = 0; step < maxSteps; step += 1) {
    const met = meeting(sides);
    if (met !== null) return { tip, mergeBase: met };
    await Promise.all(sides.map((side) => advance(client, side)));
  }
  return null;
}

/** What was seen of one side's history, and what comes next of it. */
interface Side {
  readonly seen: Map<string, Commit>;
  readonly next: string[];
}

function openSide(commit: Commit): Side {
  return { seen: new Map([[commit.sha, commit]]), next: [...commit.parents] };
}

function meeting([base, head]: readonly [Side, Side]): Commit | null {
  for (const [sha, commit] of head.seen) if (base.seen.has(sha)) return commit;
  return null;
}

async function advance(client: RepositoryClient, { seen, next }: Side): Promise<void> {
  const sha = next.shift();
  if (sha === undefined || seen.has(sha)) return;
  const commit = await readCommit(client, sha);
  seen.set(commit.sha, commit);
  next.push(...commit.parents);
}
