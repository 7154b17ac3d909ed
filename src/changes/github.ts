import type { ChangeSet, Tree } from "../model/change-set.ts";
import type { CachedTree, ContentCache, GitHubContent } from "../model/content.ts";
import { diffTrees } from "./diff.ts";
import { BlobReader, readableTree } from "./github-blobs.ts";
import { likelyReads } from "./github-prefetch.ts";
import { listTree } from "./github-trees.ts";

/** Which change is read. */
export interface GitHubChange {
  /** Name of the base branch. */
  readonly base_ref: string;
  readonly head_sha: string;
  /** Branch whose tip gates, where that is not the base: the base of a merge group is what waits before it. */
  readonly gate_ref?: string;
}

/** The files of one commit, by its full SHA. Throws SourceError. */
export async function treeFromGitHub(sha: string, source: GitHubContent, cache: ContentCache): Promise<Tree> {
  const listing = await listTree(sha, source, cache);
  const bytes = listing.reduce((sum, { size }) => sum + (size ?? 0), 0);
  return readableTree(listing, new BlobReader(source, cache, { sha, bytes }));
}

/**
 * The change of a pull request, from the merge base of its base branch and head. Trees are read by SHA and never
 * cut short, contents only when they are asked for, in batches, and both are cached for ever.
 */
export async function collectFromGitHub(
  change: GitHubChange,
  source: GitHubContent,
  cache: ContentCache,
): Promise<ChangeSet> {
  const { gate_ref, base_ref, head_sha } = change;
  const [{ tip: baseTip, mergeBase }, headListing, trusted] = await Promise.all([
    source.compare(base_ref, head_sha),
    listTree(head_sha, source, cache),
    gate_ref === undefined ? null : source.compare(gate_ref, head_sha),
  ]);
  const tip = trusted?.tip ?? baseTip;
  const [baseListing, gateListing] = await Promise.all([
    listTree(mergeBase.tree, source, cache),
    tip.tree === mergeBase.tree ? null : listTree(tip.tree, source, cache),
  ]);
  const bytes = headListing.reduce((sum, { size }) => sum + (size ?? 0), 0);
  const reader = new BlobReader(source, cache, { sha: head_sha, bytes });
  const tree = (listing: CachedTree): Tree => readableTree(listing, reader);
  const base = tree(baseListing);
  const head = tree(headListing);
  const gate = gateListing === null ? base : tree(gateListing);
  reader.expect(likelyReads(base, head, gate));
  const files = await diffTrees(base, head);
  return { base, head, gate, files, base_sha: mergeBase.sha, head_sha: change.head_sha };
}
