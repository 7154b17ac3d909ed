import { LRUCache } from "lru-cache";

import type { CachedTree, ContentCache } from "../model/content.ts";

/** What is kept in memory for all repositories of a process. */
export interface MemoryCache {
  /** A repository's view of it, in front of a slower cache. */
  readonly over: (repository: number, slower: ContentCache) => ContentCache;
}

/** About how many bytes one tree entry takes in memory. */
const bytesPerEntry = 200;

/** Keeps what was used last in memory, at most `limit` bytes each of blobs and trees. */
export function createMemoryCache(limit: number): MemoryCache {
  const blobs = new LRUCache<string, Uint8Array>({
    maxSize: limit,
    sizeCalculation: (bytes) => bytes.length + bytesPerEntry,
  });
  const trees = new LRUCache<string, CachedTree>({
    maxSize: limit,
    sizeCalculation: (tree) => (tree.length + 1) * bytesPerEntry,
  });
  return { over: (repository, slower) => layer({ blobs, trees }, repository, slower) };
}

interface Shelves {
  readonly blobs: LRUCache<string, Uint8Array>;
  readonly trees: LRUCache<string, CachedTree>;
}

function layer({ blobs, trees }: Shelves, repository: number, slower: ContentCache): ContentCache {
  // One repository never sees another's content, not even by a SHA that it knows.
  const key = (sha: string): string => `${repository}:${sha}`;
  return {
    readBlobs: async (shas) => {
      const found = new Map<string, Uint8Array>();
      for (const sha of shas) {
        const bytes = blobs.get(key(sha));
        if (bytes !== undefined) found.set(sha, bytes);
      }
      const missing = shas.filter((sha) => !found.has(sha));
      if (missing.length === 0) return found;
      for (const [sha, bytes] of await slower.readBlobs(missing)) {
        blobs.set(key(sha), alone(bytes));
        found.set(sha, bytes);
      }
      return found;
    },
    writeBlobs: async (fresh) => {
      for (const [sha, bytes] of fresh) blobs.set(key(sha), alone(bytes));
      await slower.writeBlobs(fresh);
    },
    readTree: async (sha) => {
      const known = trees.get(key(sha)) ?? (await slower.readTree(sha));
      if (known !== null) trees.set(key(sha), known);
      return known;
    },
    writeTree: async (sha, tree) => {
      trees.set(key(sha), tree);
      await slower.writeTree(sha, tree);
    },
  };
}

/** Bytes in memory of their own: a small Buffer is part of a larger block, which it would keep whole for as long. */
function alone(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}
