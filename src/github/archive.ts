import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";

import { extract } from "tar-stream";

import type { WantedBlob } from "../model/content.ts";
import { blobSha } from "../model/digest.ts";

/** How much of an archive is read: a pull request's author may have made it. */
export interface ArchiveLimits {
  /** Files, directories and links together. */
  readonly entries: number;
  /** Bytes as they arrive. */
  readonly packed: number;
  /** Bytes after decompression. */
  readonly unpacked: number;
}

/** More than any repository that is read in this way; larger ones are read in batches. */
export const archiveLimits: ArchiveLimits = {
  entries: 300_000,
  packed: 300 * 1024 * 1024,
  unpacked: 1024 * 1024 * 1024,
};

/** An archive that is not read to its end, with the reason. */
export class ArchiveError extends Error {
  override readonly name = "ArchiveError";
}

/**
 * Those of the wanted contents that a gzipped tar archive has. Nothing is written, and neither names nor links of the
 * archive mean anything: a file counts only by the SHA of its bytes. Ends as soon as all are found. Throws ArchiveError
 * beyond the limits and for what is no archive.
 */
export async function readArchive(
  packed: AsyncIterable<Uint8Array>,
  wanted: ReadonlyArray<WantedBlob>,
  limits: ArchiveLimits = archiveLimits,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const search = new Search(wanted, limits);
  const entries = extract();
  const ended = new AbortController();
  const flow = pipeline(
    Readable.from(packed),
    atMost(limits.packed, "arrives with"),
    createGunzip(),
    atMost(limits.unpacked, "unpacks to"),
    entries,
    { signal: ended.signal },
  );
  // Its end is ours to wait for below; until then a failure must not count as nobody's.
  flow.catch(() => undefined);
  try {
    for await (const entry of entries) {
      await search.look(entry, entry.header);
      if (search.isOver) return search.found;
    }
    await flow;
    return search.found;
  } catch (cause) {
    if (cause instanceof ArchiveError) throw cause;
    throw new ArchiveError("the archive is damaged or ends early", { cause });
  } finally {
    ended.abort();
  }
}

interface EntryHeader {
  readonly type?: string | null | undefined;
  readonly size?: number | undefined;
}

class Search {
  readonly found = new Map<string, Uint8Array>();
  readonly #wanted: ReadonlySet<string>;
  /** Sizes of the wanted contents; null where one of them is not known. */
  readonly #sizes: ReadonlySet<number> | null;
  readonly #limit: number;
  #entries = 0;

  constructor(wanted: ReadonlyArray<WantedBlob>, { entries }: ArchiveLimits) {
    this.#wanted = new Set(wanted.map(({ sha }) => sha));
    const sizes = wanted.flatMap(({ size }) => size ?? []);
    this.#sizes = sizes.length === wanted.length ? new Set(sizes) : null;
    this.#limit = entries;
  }

  get isOver(): boolean {
    return this.found.size === this.#wanted.size;
  }

  /** Reads one entry to its end, and keeps it where it is wanted. */
  async look(content: AsyncIterable<unknown> & { resume: () => unknown }, header: EntryHeader): Promise<void> {
    this.#entries += 1;
    if (this.#entries > this.#limit) throw new ArchiveError(`the archive has more than ${this.#limit} entries`);
    const isFile = header.type === "file" || header.type === "contiguous-file";
    if (!isFile || this.#sizes?.has(header.size ?? 0) === false) {
      content.resume();
      return;
    }
    const chunks: Uint8Array[] = [];
    for await (const chunk of content) if (chunk instanceof Uint8Array) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    for (const algorithm of ["sha1", "sha256"] as const) {
      const sha = blobSha(bytes, algorithm);
      if (this.#wanted.has(sha)) this.found.set(sha, bytes);
    }
  }
}

/** Passes on what comes, and fails beyond so many bytes: a small archive may unpack to anything. */
function atMost(bytes: number, verb: string): Transform {
  let passed = 0;
  return new Transform({
    transform(chunk: Uint8Array, _, next) {
      passed += chunk.length;
      if (passed > bytes) next(new ArchiveError(`the archive ${verb} more than ${bytes} bytes`));
      else next(null, chunk);
    },
  });
}
