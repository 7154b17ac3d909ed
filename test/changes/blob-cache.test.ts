import { describe, expect, it } from "vitest";

import { createMemoryCache } from "../../src/changes/blob-cache.ts";
import type { ContentCache } from "../../src/model/content.ts";

/** A slower cache that has everything it is asked for, in blocks that are shared. */
const slower: ContentCache = {
  readBlobs: (shas) => Promise.resolve(new Map(shas.map((sha) => [sha, Buffer.from(`slow ${sha}`)]))),
  writeBlobs: () => Promise.resolve(),
  readTree: () => Promise.resolve(null),
  writeTree: () => Promise.resolve(),
};

describe("contents in memory", () => {
  it("hold no more memory than they are counted for, however small", async () => {
    const cache = createMemoryCache(1024 * 1024).over(1, slower);
    await cache.writeBlobs(new Map([["a", Buffer.from("small")]]));
    await cache.readBlobs(["b"]); // the second time it comes from memory
    const found = await cache.readBlobs(["a", "b"]);
    expect([...found].map(([sha, bytes]) => [sha, Buffer.from(bytes).toString(), bytes.buffer.byteLength])).toEqual([
      ["a", "small", 5],
      ["b", "slow b", 6],
    ]);
  });

  it("are one repository's alone, and forgotten when there is no room", async () => {
    const cache = createMemoryCache(1000);
    const nothing = { ...slower, readBlobs: () => Promise.resolve(new Map<string, Uint8Array>()) };
    await cache.over(1, nothing).writeBlobs(new Map([["a", Buffer.alloc(600)]]));
    expect((await cache.over(2, nothing).readBlobs(["a"])).size).toBe(0);
    await cache.over(2, nothing).writeBlobs(new Map([["b", Buffer.alloc(600)]]));
    expect([...(await cache.over(1, nothing).readBlobs(["a", "b"])).keys()]).toEqual([]);
    expect([...(await cache.over(2, nothing).readBlobs(["a", "b"])).keys()]).toEqual(["b"]);
  });
});
