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
  const [{ tip, mergeBase }, headListing] = await Promise.all([
    source.compare(change.base_ref, change.head_sha),
    listTree(change.head_sha, source, cache),
  ]);
  const [baseListing, gateListing] = await Promise.all([
    listTree(mergeBase.tree, source, cache),
    tip.tree === mergeBase.tree ? null : listTree(tip.tree, source, cache),
  ]);
  const reader = new BlobReader(source, cache);
  const tree = (listing: CachedTree): Tree => readableTree(listing, reader);
  const base = tree(baseListing);
  const head = tree(headListing);
  const gate = gateListing === null ? base : tree(gateListing);
  reader.expect(likelyReads(base, head, gate));
  const files = await diffTrees(base, head);
  return { base, head, gate, files, base_sha: mergeBase.sha, head_sha: change.head_sha };
}
