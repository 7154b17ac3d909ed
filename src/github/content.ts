import * as z from "zod";

import type { CommitTree, GitHubContent, ListedEntry, TreeListing, WantedBlob } from "../model/content.ts";
import { BaseMissingError } from "../model/failure.ts";
import { GitHubError } from "./errors.ts";
import type { RepositoryClient } from "./client.ts";
import { readBlobsByGraphQl } from "./graphql.ts";
import { isAbsent, readCommit, walkToMergeBase } from "./merge-base.ts";
import { ArchiveError, archiveLimits, readArchive } from "./archive.ts";
import { isContentOf } from "./blob-identity.ts";

/** REST requests for contents that run at the same time; GitHub allows 100 for everything. */
const concurrentBlobs = 8;

/** Reads commits, trees and contents of one repository. */
export function githubContent(client: RepositoryClient): GitHubContent {
  return {
    compare: (base, head) => compare(client, base, head),
    listTree: (sha, recursive) => listTree(client, sha, recursive),
    readBlobs: (blobs) => readBlobs(client, blobs),
    readArchive: (commit, wanted) => readCommitArchive(client, commit, wanted),
  };
}

/** An archive has a minute: what is not found by then comes in batches. */
const archiveTimeout = 60_000;

async function readCommitArchive(
  client: RepositoryClient,
  commit: string,
  wanted: ReadonlyArray<WantedBlob>,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const location = await locateArchive(client, commit);
  if (location === null) return new Map();
  try {
    // The address carries its own short-lived right to read: our token does not go there.
    const response = await fetch(location, { signal: AbortSignal.timeout(archiveTimeout) });
    if (!response.ok || response.body === null) return new Map();
    if (Number(response.headers.get("content-length") ?? 0) > archiveLimits.packed) return new Map();
    return await readArchive(response.body, wanted);
  } catch (error) {
    if (error instanceof ArchiveError || error instanceof DOMException || error instanceof TypeError) return new Map();
    throw error;
  }
}

/** Where GitHub keeps a commit's archive; null where it does not say. Throws GitHubError at a rate limit. */
async function locateArchive({ address, call }: RepositoryClient, commit: string): Promise<string | null> {
  const { owner, name: repo } = address;
  try {
    const { headers } = await call((octokit) =>
      octokit.rest.repos.downloadTarballArchive({ owner, repo, ref: commit, request: { redirect: "manual" } }),
    );
    const { location } = headers;
    return location !== undefined && /^https?:\/\//.test(location) ? location : null;
  } catch (error) {
    if (error instanceof GitHubError && error.trouble !== "rate-limit") return null;
    throw error;
  }
}

async function compare(
  client: RepositoryClient,
  base: string,
  head: string,
): Promise<{ tip: CommitTree; mergeBase: CommitTree }> {
  const { owner, name: repo } = client.address;
  try {
    // Only the merge base is wanted: commits are cut to one, and files are on the first page alone.
    const { data } = await client.call((octokit) =>
      octokit.rest.repos.compareCommitsWithBasehead({
        owner,
        repo,
        basehead: `${base}...${head}`,
        per_page: 1,
        page: 2,
      }),
    );
    const { base_commit, merge_base_commit } = comparedSchema.parse(data);
    return { tip: commitTree(base_commit), mergeBase: commitTree(merge_base_commit) };
  } catch (error) {
    if (error instanceof GitHubError && /no common ancestor/i.test(error.message)) {
      throw new BaseMissingError(`${base} and ${head} have no common history; rebase onto ${base}`, { cause: error });
    }
    if (error instanceof GitHubError && error.trouble === "missing" && (await isBaseMissing(client, base, head))) {
      throw new BaseMissingError(`the base branch ${base} does not exist; choose one that does`, { cause: error });
    }
    const walked = isAbsent(error) ? await walkToMergeBase(client, base, head).catch(() => null) : null;
    if (walked === null) throw error;
    return walked;
  }
}

/** A head may not have arrived yet; a base that is not there while the head is will not come either. */
async function isBaseMissing(client: RepositoryClient, base: string, head: string): Promise<boolean> {
  const [isHeadThere, isBaseThere] = await Promise.all(
    [head, base].map((ref) => isThere(() => readCommit(client, ref))),
  );
  return isHeadThere === true && isBaseThere === false;
}

async function isThere(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}

const sideSchema = z.object({ sha: z.string(), commit: z.object({ tree: z.object({ sha: z.string() }) }) });
const comparedSchema = z.object({ base_commit: sideSchema, merge_base_commit: sideSchema });

function commitTree(commit: { readonly sha: string; readonly commit: { readonly tree: { readonly sha: string } } }) {
  return { sha: commit.sha, tree: commit.commit.tree.sha };
}

const listingSchema = z.object({
  truncated: z.boolean().default(false),
  tree: z.array(
    z.object({
      path: z.string(),
      mode: z.string(),
      type: z.string(),
      sha: z.string(),
      size: z.int().optional(),
    }),
  ),
});

/** A commit's SHA names its tree, too; a server that knows trees by their own alone is asked for the commit's. */
async function listTree(client: RepositoryClient, sha: string, recursive: boolean): Promise<TreeListing> {
  try {
    return await listTreeOf(client, sha, recursive);
  } catch (error) {
    if (!isAbsent(error)) throw error;
    const commit = await readCommit(client, sha).catch(() => null);
    if (commit === null || commit.tree === sha) throw error;
    return await listTreeOf(client, commit.tree, recursive);
  }
}

async function listTreeOf(client: RepositoryClient, sha: string, recursive: boolean): Promise<TreeListing> {
  const { owner, name: repo } = client.address;
  const { data } = await client.call((octokit) =>
    octokit.rest.git.getTree({ owner, repo, tree_sha: sha, ...(recursive ? { recursive: "1" } : {}) }),
  );
  const listing = listingSchema.parse(data);
  const entries = listing.tree.map((entry): ListedEntry => ({ ...entry, size: entry.size ?? null }));
  return { entries, truncated: listing.truncated };
}

/** Batches first; one by one what a batch cannot give: what is large, binary or not UTF-8. */
async function readBlobs(
  client: RepositoryClient,
  blobs: ReadonlyArray<WantedBlob>,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const contents = new Map(blobs.length > 1 ? await readBlobsByGraphQl(client, blobs) : []);
  const rest = blobs.filter(({ sha }) => !contents.has(sha));
  const queue = rest.values();
  async function drain(): Promise<void> {
    for (const { sha } of queue) contents.set(sha, await readBlob(client, sha));
  }
  await Promise.all(Array.from({ length: Math.min(concurrentBlobs, rest.length) }, drain));
  return contents;
}

const blobSchema = z.object({
  content: z.string(),
  encoding: z.string().nullish(),
  sha: z.string().nullish(),
  size: z.int().nullish(),
});

/**
 * A content by its SHA. What has that hash is surely whole, however it was encoded; else GitHub's word counts, where it
 * names the SHA and the length that came.
 */
async function readBlob(client: RepositoryClient, sha: string): Promise<Uint8Array> {
  const { owner, name: repo } = client.address;
  const { data } = await client.call((octokit) => octokit.rest.git.getBlob({ owner, repo, file_sha: sha }));
  const blob = blobSchema.safeParse(data).data;
  const texts = blob === undefined ? [] : [Buffer.from(blob.content, "base64"), Buffer.from(blob.content, "utf8")];
  const named = blob?.encoding === "utf-8" ? texts[1] : texts[0];
  const found =
    texts.find((bytes) => isContentOf(bytes, sha)) ??
    (blob?.sha === sha && named !== undefined && blob.size === named.length ? named : undefined);
  if (found !== undefined) return found;
  const facts = { trouble: "unavailable", status: 200, retry_at: null } as const;
  throw new GitHubError(`GitHub gave another content than ${sha}`, facts);
}
