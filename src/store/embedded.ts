import { setImmediate as nextTurn } from "node:timers/promises";

import { PGlite, types } from "@electric-sql/pglite";
import {
  CompiledQuery,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from "kysely";
import type { Db } from "pg-boss";

import { PreparedStatements, type StatementResult } from "./prepared.ts";

/** Statements may follow one another for so many milliseconds before sockets are read. */
const longestTurn = 3;

/**
 * PostgreSQL inside this process. It has one connection, so whoever uses it (our queries, a transaction,
 * pg-boss) takes turns: a statement of one never falls into the open transaction of another.
 */
export class EmbeddedPostgres {
  readonly #pglite: PGlite;
  readonly #statements: PreparedStatements;
  #turn: Promise<void> = Promise.resolve();
  #rested = 0;

  private constructor(pglite: PGlite) {
    this.#pglite = pglite;
    this.#statements = new PreparedStatements(pglite);
  }

  /** Opens (and at first creates) the database in a directory; null keeps it in memory alone. */
  static async open(directory: string | null): Promise<EmbeddedPostgres> {
    // 64-bit identities of GitHub stay far below 2^53.
    const parsers = { [types.INT8]: Number };
    const pglite = await PGlite.create(directory === null ? { parsers } : { dataDir: directory, parsers });
    return new EmbeddedPostgres(pglite);
  }

  /**
   * Waits for the connection; the answer gives it back. The database computes on this thread and answers without a turn
   * of the event loop: every few milliseconds a user waits for one, or no socket would be read as long as one statement
   * follows another.
   */
  async take(): Promise<() => void> {
    const before = this.#turn;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#turn = before.then(() => promise);
    await before;
    if (performance.now() - this.#rested > longestTurn) {
      await nextTurn();
      this.#rested = performance.now();
    }
    return () => {
      resolve(undefined);
    };
  }

  /** One statement with its parameters. Call it only while the connection is taken. */
  query(text: string, parameters: ReadonlyArray<unknown>): Promise<StatementResult> {
    return this.#statements.query(text, parameters);
  }

  /** pg-boss's view of it. */
  queueDatabase(): Db {
    return {
      executeSql: async (text, values) => {
        const release = await this.take();
        try {
          return await this.#execute(text, values);
        } catch (error) {
          // A block that failed half-way leaves its transaction open; the next user must not inherit it.
          await this.#pglite.exec("rollback").catch(() => undefined);
          throw error;
        } finally {
          release();
        }
      },
    };
  }

  async #execute(text: string, values: unknown[] | undefined): Promise<{ rows: unknown[] }> {
    if (values !== undefined && values.length > 0) return await this.#statements.query(text, values);
    // Without parameters it may be several statements; only `exec` takes those.
    return { rows: (await this.#pglite.exec(text)).flatMap((result) => result.rows) };
  }

  /** A Kysely dialect over the one connection. */
  dialect(): Dialect {
    return {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new EmbeddedDriver(this),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    };
  }

  /** Writes everything to the disk and ends it. */
  async close(): Promise<void> {
    const release = await this.take();
    try {
      await this.#pglite.close();
    } finally {
      release();
    }
  }
}

class EmbeddedDriver implements Driver {
  readonly #database: EmbeddedPostgres;
  readonly #releases = new WeakMap<DatabaseConnection, () => void>();

  constructor(database: EmbeddedPostgres) {
    this.#database = database;
  }

  init(): Promise<void> {
    return Promise.resolve();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const release = await this.#database.take();
    const connection = new EmbeddedConnection(this.#database);
    this.#releases.set(connection, release);
    return connection;
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin"));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("commit"));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("rollback"));
  }

  releaseConnection(connection: DatabaseConnection): Promise<void> {
    this.#releases.get(connection)?.();
    return Promise.resolve();
  }

  destroy(): Promise<void> {
    return Promise.resolve(); // whoever opened the database closes it
  }
}

class EmbeddedConnection implements DatabaseConnection {
  readonly #database: EmbeddedPostgres;

  constructor(database: EmbeddedPostgres) {
    this.#database = database;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { rows, affected } = await this.#database.query(query.sql, query.parameters);
    return { rows: rowsOf<R>(rows), numAffectedRows: BigInt(affected) };
  }

  // eslint-disable-next-line require-yield -- the interface wants a generator, and PGlite has no cursors
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    await Promise.resolve();
    throw new Error("the embedded database does not stream; read in pages");
  }
}

/** Kysely vouches for the row type, as for every dialect; nothing here could check it. */
function rowsOf<R>(rows: ReadonlyArray<unknown>): R[] {
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- see above
  return rows as R[];
}
