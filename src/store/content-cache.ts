import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";

import { sql } from "kysely";
import * as z from "zod";

import type { CachedTree, ContentCache } from "../model/content.ts";
import type { ContentWriter } from "./content-writer.ts";
import type { Database } from "./tables.ts";

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** A tree listing of 100,000 entries is about 10 MB; nothing we wrote is larger than this. */
const maxListingBytes = 64 * 1024 * 1024;

/** Contents that one statement asks for. */
const rowsPerStatement = 500;

const listingSchema = z.array(z.tuple([z.string(), z.string(), z.string(), z.int().nullable()]));

/** What was used within so many hours need not be noted as used again. */
const noteAfterHours = 1;

/** The contents of one repository that are kept in the store. What is lost or broken is only read from GitHub again. */
export function storedContentCache(db: Database, writer: ContentWriter, repository: number): ContentCache {
  return {
    readBlobs: (shas) => readBlobs(db, repository, shas),
    writeBlobs: (blobs) => writer.writeBlobs(repository, blobs),
    readTree: (sha) => readTree(db, repository, sha),
    writeTree: async (sha, tree) => {
      const listing = tree.map((entry) => [entry.path, entry.mode, entry.sha, entry.size]);
      await writer.writeTree(repository, sha, await compress(JSON.stringify(listing), { level: 1 }));
    },
  };
}

async function readBlobs(
  db: Database,
  repository: number,
  shas: ReadonlyArray<string>,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  for (let start = 0; start < shas.length; start += rowsPerStatement) {
    const rows = await db
      .selectFrom("blob")
      .select(["sha", "content", isStale().as("is_stale")])
      .where("repository_id", "=", repository)
      .where("sha", "=", anyOf(shas.slice(start, start + rowsPerStatement)))
      .execute();
    for (const row of rows) found.set(row.sha, row.content);
    const stale = rows.filter((row) => row.is_stale).map((row) => row.sha);
    if (stale.length > 0) await noteUse(db, "blob", repository, stale);
  }
  return found;
}

async function readTree(db: Database, repository: number, sha: string): Promise<CachedTree | null> {
  const row = await db
    .selectFrom("tree")
    .select(["entries", isStale().as("is_stale")])
    .where("repository_id", "=", repository)
    .where("sha", "=", sha)
    .executeTakeFirst();
  if (row === undefined) return null;
  if (row.is_stale) await noteUse(db, "tree", repository, [sha]);
  const text = await decompress(row.entries, { maxOutputLength: maxListingBytes });
  const parsed = listingSchema.safeParse(JSON.parse(text.toString("utf8")));
  if (!parsed.success) return null;
  return parsed.data.map(([path, mode, blob, size]) => ({ path, mode, sha: blob, size }));
}

function isStale() {
  return sql<boolean>`used_at < now() - make_interval(hours => ${sql.lit(noteAfterHours)})`;
}

/** One text of a statement for every number of SHAs. */
function anyOf(shas: ReadonlyArray<string>) {
  return sql<string>`any(${[...shas]}::text[])`;
}

async function noteUse(db: Database, table: "blob" | "tree", repository: number, shas: ReadonlyArray<string>) {
  await db
    .updateTable(table)
    .set({ used_at: sql<Date>`now()` })
    .where("repository_id", "=", repository)
    .where("sha", "=", anyOf(shas))
    .execute();
}

/** Forgets what was not used for longest until blobs and trees together take at most `limit` bytes each. */
export async function trimContentCache(db: Database, limit: number): Promise<void> {
  for (const table of ["blob", "tree"] as const) {
    await sql`
      delete from tollgate.${sql.table(table)} where (repository_id, sha) in (
        select repository_id, sha from (
          select repository_id, sha, sum(size) over (order by used_at desc, repository_id, sha) as total
          from tollgate.${sql.table(table)}) as kept
        where total > ${limit})`.execute(db);
  }
}
