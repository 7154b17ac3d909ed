import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import type { ConstructorOptions } from "pg-boss";

import { UsageError } from "../model/failure.ts";
import type { ContentCache } from "../model/content.ts";
import { answerAdministration } from "./administration.ts";
import { storedContentCache } from "./content-cache.ts";
import { openContentWriter } from "./content-writer.ts";
import { lockDirectory, type DirectoryLock } from "./directory-lock.ts";
import { EmbeddedPostgres } from "./embedded.ts";
import { migrate, schemaName } from "./migrations.ts";
import { makeDatabaseFiles } from "./new-database.ts";
import { usualPace, type StorePace } from "./pace.ts";
import { Queue, type QueueLog } from "./queue.ts";
import type { Database, Tables } from "./tables.ts";

/** Where the store lives: a data directory of this process alone, or a PostgreSQL that many share. */
export type StorePlace =
  { readonly kind: "embedded"; readonly directory: string } | { readonly kind: "postgres"; readonly url: string };

/** How a store is opened. */
export interface StoreOptions {
  readonly place: StorePlace;
  readonly log: QueueLog;
  /** What differs from the usual pace. */
  readonly pace?: Partial<StorePace> | undefined;
}

/** Tables and queue in one place, so that one transaction covers both. */
export interface Store {
  readonly db: Database;
  readonly queue: Queue;
  /** A claim to publish lasts so many seconds unless it is renewed. */
  readonly lease: number;
  /** The kept contents of one repository. */
  readonly contents: (repository_id: number) => ContentCache;
  /** Waits for running jobs (at most so many milliseconds) and closes everything. */
  readonly close: (timeout: number) => Promise<void>;
}

/**
 * Opens the store, brings its schema up to date and takes back what a dead process left.
 * Throws UsageError when another server holds the data directory.
 */
export function openStore(options: StoreOptions): Promise<Store> {
  switch (options.place.kind) {
    case "embedded":
      return openEmbedded(options.place.directory, options);
    case "postgres":
      return openPostgres(options.place.url, options);
  }
}

async function openEmbedded(directory: string, options: StoreOptions): Promise<Store> {
  const opened: { store: Store | null } = { store: null };
  const lock = await lockDirectory(directory, async (command) => {
    if (opened.store === null) throw new UsageError("the server is still starting; ask again in a moment");
    return await answerAdministration(opened.store, command);
  });
  try {
    opened.store = await openLocked(directory, lock, options);
    return opened.store;
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function openLocked(directory: string, lock: DirectoryLock, options: StoreOptions): Promise<Store> {
  const data = join(directory, "pglite");
  await mkdir(data, { recursive: true, mode: 0o700 });
  await makeDatabaseFiles(data);
  const postgres = await EmbeddedPostgres.open(data);
  const db = new Kysely<Tables>({ dialect: postgres.dialect() });
  const queue = await openParts(db, { db: postgres.queueDatabase(), backend: "pglite" }, options);
  // The one connection is ours: naming the schema in each statement anew takes longer than the statement's parsing.
  await sql`set search_path to ${sql.id(schemaName)}, public`.execute(db);
  // We alone hold the directory: whatever is marked as running or held was left by a process that is dead.
  await queue.reclaim(db);
  await db.updateTable("pull_request").set({ lease_holder: null, lease_until: null }).execute();
  const writer = openContentWriter(db, options.log);
  return {
    db,
    queue,
    lease: paceOf(options).lease,
    contents: (repository_id) => storedContentCache(db, writer, repository_id),
    close: async (timeout) => {
      await queue.close(timeout);
      await writer.flush();
      await db.destroy();
      await postgres.close();
      await lock.release();
    },
  };
}

async function openPostgres(url: string, options: StoreOptions): Promise<Store> {
  const pool = new pg.Pool({ connectionString: url, max: 10, application_name: "tollgate" });
  pool.on("error", (error) => {
    options.log.warn({ err: error }, "a database connection was lost");
  });
  // 64-bit identities of GitHub stay far below 2^53.
  pg.types.setTypeParser(pg.types.builtins.INT8, Number);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    const connection = { connectionString: url, max: 5, application_name: "tollgate-queue", useListenNotify: true };
    const queue = await openParts(db, connection, options);
    const writer = openContentWriter(db.withSchema(schemaName), options.log);
    return {
      db: db.withSchema(schemaName),
      queue,
      lease: paceOf(options).lease,
      contents: (repository_id) => storedContentCache(db.withSchema(schemaName), writer, repository_id),
      close: async (timeout) => {
        await queue.close(timeout);
        await writer.flush();
        await db.destroy();
      },
    };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

function paceOf({ pace }: StoreOptions): StorePace {
  return { ...usualPace, ...pace };
}

async function openParts(db: Database, connection: ConstructorOptions, options: StoreOptions): Promise<Queue> {
  await migrate(db);
  return Queue.open({
    connection,
    db: db.withSchema(schemaName),
    log: options.log,
    pace: paceOf(options),
  });
}
