import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";

import { sql } from "kysely";
import * as z from "zod";

import type { CachedTree, ContentCache } from "../model/content.ts";
import type { Database } from "./tables.ts";

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** A tree listing of 100,000 entries is about 10 MB; nothing we wrote is larger than this. */
const maxListingBytes = 64 * 1024 * 1024;

/** Rows that one statement inserts or asks for; a statement takes at most 65,535 parameters. */
const rowsPerStatement = 500;

const listingSchema = z.array(z.tuple([z.string(), z.string(), z.string(), z.int().nullable()]));

/** Keeps blobs and trees of one repository in the store. What is lost or broken is only read from GitHub again. */
export function storedContentCache(db: Database, repository: number): ContentCache {
  return {
    readBlobs: (shas) => readBlobs(db, repository, shas),
    writeBlobs: (blobs) => writeBlobs(db, repository, blobs),
    readTree: (sha) => readTree(db, repository, sha),
    writeTree: (sha, tree) => writeTree(db, repository, sha, tree),
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
      .updateTable("blob")
      .set({ used_at: sql<Date>`now()` })
      .where("repository_id", "=", repository)
      .where("sha", "in", shas.slice(start, start + rowsPerStatement))
      .returning(["sha", "content"])
      .execute();
    for (const row of rows) found.set(row.sha, row.content);
  }
  return found;
}

async function writeBlobs(db: Database, repository: number, blobs: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const rows = [...blobs].map(([sha, content]) => ({ repository_id: repository, sha, content, size: content.length }));
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    await db
      .insertInto("blob")
      .values(rows.slice(start, start + rowsPerStatement))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

async function readTree(db: Database, repository: number, sha: string): Promise<CachedTree | null> {
  const row = await db
    .updateTable("tree")
    .set({ used_at: sql<Date>`now()` })
    .where("repository_id", "=", repository)
    .where("sha", "=", sha)
    .returning("entries")
    .executeTakeFirst();
  if (row === undefined) return null;
  const text = await decompress(row.entries, { maxOutputLength: maxListingBytes });
  const parsed = listingSchema.safeParse(JSON.parse(text.toString("utf8")));
  if (!parsed.success) return null;
  return parsed.data.map(([path, mode, blob, size]) => ({ path, mode, sha: blob, size }));
}

async function writeTree(db: Database, repository: number, sha: string, tree: CachedTree): Promise<void> {
  const listing = tree.map((entry) => [entry.path, entry.mode, entry.sha, entry.size]);
  const entries = await compress(JSON.stringify(listing), { level: 1 });
  await db
    .insertInto("tree")
    .values({ repository_id: repository, sha, entries, size: entries.length })
    .onConflict((conflict) => conflict.doNothing())
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
