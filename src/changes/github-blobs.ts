import { setImmediate as nextTurn } from "node:timers/promises";

import { maxFileBytes, type FileContent, type Tree, type TreeEntry } from "../model/change-set.ts";
import { SourceError } from "../model/failure.ts";
import type { CachedTree, ContentCache, GitHubContent, WantedBlob } from "../model/content.ts";
import { contentByMode, decodeContent, entryMode, readLinks } from "./content.ts";
import { compareText } from "../model/text.ts";

/** One review reads at most so many bytes of content; far above any real change. */
const maxReviewBytes = 512 * 1024 * 1024;

/** From so many missing contents on, one archive costs fewer requests than batches do. */
const archiveFrom = 400;

/** Of a larger tree too much is read that nobody wants. */
const maxArchiveBytes = 256 * 1024 * 1024;

/** The commit whose archive may be read in place of many contents. */
export interface ArchivedCommit {
  readonly sha: string;
  /** All its files together, bytes. */
  readonly bytes: number;
}

/**
 * Reads blobs for all trees of one change. Reads of one turn of the event loop become one batch, and the first batch
 * takes along what will most likely be asked for next.
 */
export class BlobReader {
  readonly #source: GitHubContent;
  readonly #cache: ContentCache;
  readonly #known = new Map<string, Uint8Array>();
  /** Batches that are gathered or under way, by SHA. */
  readonly #pending = new Map<string, Promise<void>>();
  #expected: ReadonlyArray<WantedBlob> = [];
  #gathering: { readonly wanted: Map<string, WantedBlob>; readonly done: Promise<void> } | null = null;
  #bytes = 0;
  #archived: ArchivedCommit | null;

  constructor(source: GitHubContent, cache: ContentCache, archived: ArchivedCommit | null = null) {
    this.#source = source;
    this.#cache = cache;
    this.#archived = archived;
  }

  /** What the next read takes along. */
  expect(blobs: ReadonlyArray<WantedBlob>): void {
    this.#expected = blobs;
  }

  /** Contents by SHA; the answer has every SHA that was asked for. */
  async read(blobs: ReadonlyArray<WantedBlob>): Promise<ReadonlyMap<string, Uint8Array>> {
    if (blobs.some((blob) => this.#isNew(blob))) {
      for (const blob of [...blobs, ...this.#expected]) if (this.#isNew(blob)) this.#gather(blob);
      this.#expected = [];
    }
    await Promise.all(blobs.flatMap(({ sha }) => this.#pending.get(sha) ?? []));
    return new Map(blobs.map(({ sha }) => [sha, this.#content(sha)]));
  }

  #isNew({ sha }: WantedBlob): boolean {
    return !this.#known.has(sha) && !this.#pending.has(sha);
  }

  #gather(blob: WantedBlob): void {
    this.#gathering ??= this.#startBatch();
    this.#gathering.wanted.set(blob.sha, blob);
    this.#pending.set(blob.sha, this.#gathering.done);
  }

  #startBatch(): { wanted: Map<string, WantedBlob>; done: Promise<void> } {
    const wanted = new Map<string, WantedBlob>();
    const done = nextTurn().then(async () => {
      this.#gathering = null;
      try {
        await this.#fetch([...wanted.values()]);
      } finally {
        for (const sha of wanted.keys()) this.#pending.delete(sha);
      }
    });
    return { wanted, done };
  }

  async #fetch(wanted: ReadonlyArray<WantedBlob>): Promise<void> {
    const cached = await this.#cache.readBlobs(wanted.map(({ sha }) => sha));
    for (const [sha, bytes] of cached) this.#known.set(sha, bytes);
    const missing = wanted.filter(({ sha }) => !cached.has(sha));
    if (missing.length === 0) return;
    this.#bytes += missing.reduce((sum, { size }) => sum + (size ?? 0), 0);
    if (this.#bytes > maxReviewBytes) {
      throw new SourceError(`the review needs more than ${maxReviewBytes} bytes of files; split the change`, false);
    }
    const unpacked = await this.#unpack(missing);
    const rest = missing.filter(({ sha }) => !unpacked.has(sha));
    const fresh = rest.length === 0 ? unpacked : new Map([...unpacked, ...(await this.#source.readBlobs(rest))]);
    for (const [sha, bytes] of fresh) this.#known.set(sha, bytes);
    await this.#cache.writeBlobs(fresh);
  }

  /** What the archive has of many missing contents; it is asked for once. */
  async #unpack(missing: ReadonlyArray<WantedBlob>): Promise<ReadonlyMap<string, Uint8Array>> {
    const archived = this.#archived;
    if (archived === null || missing.length < archiveFrom || archived.bytes > maxArchiveBytes) return new Map();
    this.#archived = null;
    return (await this.#source.readArchive?.(archived.sha, missing)) ?? new Map();
  }

  #content(sha: string): Uint8Array {
    const bytes = this.#known.get(sha);
    if (bytes === undefined) throw new SourceError(`GitHub has no content for object ${sha}`, true);
    return bytes;
  }
}

/** A listing as a Tree whose contents come from the reader. */
export function readableTree(listing: CachedTree, reader: BlobReader): Tree {
  const entries = [...listing]
    .sort((a, b) => compareText(a.path, b.path))
    .map((entry): TreeEntry => ({ ...entry, mode: entryMode(entry.mode) }));
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  return {
    entries: byPath,
    read: (paths) => readPaths(byPath, paths, reader),
    links: (paths) => readLinks(byPath, paths, (links) => reader.read(links)),
  };
}

async function readPaths(
  entries: ReadonlyMap<string, TreeEntry>,
  paths: ReadonlyArray<string>,
  reader: BlobReader,
): Promise<ReadonlyMap<string, FileContent>> {
  const contents = new Map<string, FileContent>();
  const wanted = new Map<string, TreeEntry>();
  for (const path of paths) {
    const entry = entries.get(path);
    const known = entry === undefined ? missing : (contentByMode(entry.mode) ?? oversized(entry.size));
    if (known !== null) contents.set(path, known);
    else if (entry !== undefined) wanted.set(path, entry);
  }
  const bytes = await reader.read([...wanted.values()]);
  for (const [path, { sha }] of wanted) {
    const content = bytes.get(sha);
    if (content !== undefined) contents.set(path, oversized(content.length) ?? decodeContent(content));
  }
  return contents;
}

const missing: FileContent = { kind: "missing" };

function oversized(size: number | null): FileContent | null {
  return size !== null && size > maxFileBytes ? { kind: "oversized", size } : null;
}
