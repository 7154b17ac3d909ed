import { SourceError } from "../model/failure.ts";
import type { CachedEntry, CachedTree, ContentCache, GitHubContent, ListedEntry } from "../model/content.ts";

/** More entries than this are no repository that we can review. */
const maxEntries = 500_000;

/** The tree without entries, which git knows by this SHA in every repository. */
const emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/** A cut listing is walked with at most so many requests. */
const maxListings = 300;

/** Every file, link and submodule of a tree, from the cache or from GitHub. Throws SourceError above the bounds. */
export async function listTree(sha: string, source: GitHubContent, cache: ContentCache): Promise<CachedTree> {
  const known = await cache.readTree(sha);
  if (known !== null) return known;
  const entries = await walk(sha, source);
  await cache.writeTree(sha, entries);
  return entries;
}

async function walk(root: string, source: GitHubContent): Promise<CachedTree> {
  const entries: CachedEntry[] = [];
  const pending = [{ sha: root, prefix: "" }];
  let listings = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { sha, prefix } = next;
    const listing = await source.listTree(sha, true);
    const isWhole = !listing.truncated;
    const shallow = isWhole ? listing : await source.listTree(sha, false);
    listings += isWhole ? 1 : 2;
    if (shallow.truncated) throw tooLarge(`the directory ${prefix || "."} alone is larger than GitHub lists`);
    const parents = isWhole ? parentsOf(shallow.entries) : nothing;
    for (const entry of shallow.entries) {
      if (entry.type !== "tree") entries.push(toCached(entry, prefix));
      // A server that lists no directory's inside, although it was asked to, does not say that it leaves it out.
      else if (!parents.has(entry.path)) pending.push({ sha: entry.sha, prefix: `${prefix}${entry.path}/` });
    }
    if (entries.length > maxEntries) throw tooLarge(`more than ${maxEntries} files`);
    if (listings + pending.length > maxListings) throw tooLarge(`more than ${maxListings} listings are needed`);
  }
  return entries;
}

const nothing: ReadonlySet<string> = new Set();

/** Directories of which a listing has something, and those that have nothing in them. */
function parentsOf(entries: ReadonlyArray<ListedEntry>): ReadonlySet<string> {
  const empty = entries.filter(({ sha }) => sha === emptyTree).map(({ path }) => path);
  return new Set([...empty, ...entries.map(({ path }) => path.slice(0, Math.max(path.lastIndexOf("/"), 0)))]);
}

function toCached(entry: ListedEntry, prefix: string): CachedEntry {
  return { path: `${prefix}${entry.path}`, mode: entry.mode, sha: entry.sha, size: entry.size };
}

function tooLarge(what: string): SourceError {
  return new SourceError(`the repository is too large to be reviewed: ${what}`, false);
}
