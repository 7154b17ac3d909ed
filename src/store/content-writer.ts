import { compareText } from "../model/text.ts";
import type { Database, Tables } from "./tables.ts";

/** What the writer tells a log. */
export interface WriterLog {
  readonly warn: (facts: object, message: string) => void;
}

/** Writes contents to the store behind the reviews that read them: a cache may lose what was not written yet. */
export interface ContentWriter {
  readonly writeBlobs: (repository: number, blobs: ReadonlyMap<string, Uint8Array>) => Promise<void>;
  /** `entries` as the store keeps them. */
  readonly writeTree: (repository: number, sha: string, entries: Uint8Array) => Promise<void>;
  /** Resolves when everything is written. */
  readonly flush: () => Promise<void>;
}

type BlobRow = Pick<Tables["blob"], "repository_id" | "sha" | "content" | "size">;
type TreeRow = Pick<Tables["tree"], "repository_id" | "sha" | "entries" | "size">;

/** Written together at the latest after so many milliseconds, and from so many bytes on. */
const longestWait = 500;
const fullBytes = 4 * 1024 * 1024;

/** Whoever brings more than this waits until it is written, bytes. */
const mostBytes = 32 * 1024 * 1024;

/** Rows of one statement, which takes at most 65,535 parameters. */
const rowsPerStatement = 500;

/** Opens a writer; whoever closes the store flushes it first. */
export function openContentWriter(db: Database, log: WriterLog): ContentWriter {
  const blobs = new Map<string, BlobRow>();
  const trees = new Map<string, TreeRow>();
  let bytes = 0;
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();

  async function write(blobRows: ReadonlyArray<BlobRow>, treeRows: ReadonlyArray<TreeRow>): Promise<void> {
    try {
      for (const rows of portions(blobRows)) {
        await db
          .insertInto("blob")
          .values(rows)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
      for (const rows of portions(treeRows)) {
        await db
          .insertInto("tree")
          .values(rows)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
    } catch (error) {
      log.warn({ err: error }, "contents could not be kept; they are read from GitHub again");
    }
  }

  function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const [blobRows, treeRows] = [inOrder(blobs), inOrder(trees)];
    blobs.clear();
    trees.clear();
    bytes = 0;
    if (blobRows.length + treeRows.length > 0) running = running.then(() => write(blobRows, treeRows));
    return running;
  }

  async function added(size: number): Promise<void> {
    bytes += size;
    if (bytes > mostBytes) await flush();
    else if (bytes > fullBytes) void flush();
    else timer ??= setTimeout(() => void flush(), longestWait).unref();
  }

  return {
    writeBlobs: async (repository_id, contents) => {
      let size = 0;
      for (const [sha, content] of contents) {
        blobs.set(`${repository_id}:${sha}`, { repository_id, sha, content, size: content.length });
        size += content.length;
      }
      await added(size);
    },
    writeTree: async (repository_id, sha, entries) => {
      trees.set(`${repository_id}:${sha}`, { repository_id, sha, entries, size: entries.length });
      await added(entries.length);
    },
    flush,
  };
}

/** Processes that write the same rows at one time must not wait for each other in a circle. */
function inOrder<Row>(rows: ReadonlyMap<string, Row>): ReadonlyArray<Row> {
  return [...rows].sort(([a], [b]) => compareText(a, b)).map(([, row]) => row);
}

function portions<Row>(rows: ReadonlyArray<Row>): ReadonlyArray<ReadonlyArray<Row>> {
  const count = Math.ceil(rows.length / rowsPerStatement);
  return Array.from({ length: count }, (_, index) =>
    rows.slice(index * rowsPerStatement, (index + 1) * rowsPerStatement),
  );
}
