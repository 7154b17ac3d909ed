import { parse, protocol, types, type PGlite } from "@electric-sql/pglite";
import { LRUCache } from "lru-cache";

/** What a statement gave. */
export interface StatementResult {
  readonly rows: unknown[];
  /** Rows that were written. */
  readonly affected: number;
}

/** A statement that the database has parsed. */
interface Prepared {
  readonly name: string;
  /** Type of each parameter. */
  readonly types: ReadonlyArray<number>;
  /** What the database says of its columns, to be said again before its rows. */
  readonly description: Messages;
}

type Messages = Awaited<ReturnType<PGlite["execProtocolStream"]>>;

/** Statements that are kept; ours and the queue's together are about a hundred. */
const maxStatements = 300;

/** A list in a statement makes as many texts as it has lengths: long texts are not worth keeping. */
const maxText = 8_000;

/** PostgreSQL's codes for a statement that it no longer has, or whose result has another shape by now. */
const outdated: ReadonlySet<unknown> = new Set(["26000", "0A000"]);

/**
 * Statements of the embedded database that are parsed once and asked in one message: the library's own `query` parses
 * each time and sends six. Call it only while the connection is taken.
 */
export class PreparedStatements {
  readonly #pglite: PGlite;
  readonly #known: LRUCache<string, Prepared>;
  /** Names of statements that are let go with the next message. */
  readonly #dropped: string[] = [];
  #count = 0;

  constructor(pglite: PGlite) {
    this.#pglite = pglite;
    this.#known = new LRUCache({ max: maxStatements, dispose: ({ name }) => this.#dropped.push(name) });
  }

  /** Runs one statement. Throws what the database says. */
  async query(text: string, parameters: ReadonlyArray<unknown>): Promise<StatementResult> {
    const isKnown = this.#known.has(text);
    try {
      return await this.#run(await this.#prepared(text), parameters);
    } catch (error) {
      const isOutdated = error instanceof Error && "code" in error && outdated.has(error.code);
      if (!isOutdated || !isKnown) throw error;
      this.#known.delete(text);
      if (this.#pglite.isInTransaction()) throw error; // it is void now; whoever began it tries again
      return await this.#run(await this.#prepared(text), parameters);
    } finally {
      if (text.length > maxText) this.#known.delete(text);
    }
  }

  async #prepared(text: string): Promise<Prepared> {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const { parse: toParse, describe, sync } = protocol.serialize;
    const name = `s${(this.#count += 1)}`;
    const answer = await this.#send([toParse({ name, text }), describe({ type: "S", name }), sync()]);
    const prepared = {
      name,
      types: parse.parseDescribeStatementResults(answer),
      description: answer.filter((message) => message.name === "rowDescription"),
    };
    this.#known.set(text, prepared);
    return prepared;
  }

  async #run({ name, types: wanted, description }: Prepared, parameters: ReadonlyArray<unknown>) {
    const { bind, execute, sync } = protocol.serialize;
    const values = parameters.map((value, index) => this.#serialized(value, wanted[index] ?? types.TEXT));
    const answer = await this.#send([bind({ statement: name, values }), execute({}), sync()]);
    const [result] = parse.parseResults([...description, ...answer], this.#pglite.parsers);
    return { rows: rowsOf(result?.rows), affected: result?.affectedRows ?? 0 };
  }

  #serialized(value: unknown, type: number): string | ArrayBufferView | null {
    if (value === null || value === undefined) return null;
    if (value instanceof Uint8Array && type === types.BYTEA) return value; // as bytes, not as text
    const serialize = this.#pglite.serializers[type];
    if (serialize !== undefined) return serialize(value);
    return typeof value === "string" ? value : JSON.stringify(value);
  }

  #send(messages: ReadonlyArray<Uint8Array>): Promise<Messages> {
    const closing = this.#dropped.splice(0).map((name) => protocol.serialize.close({ type: "S", name }));
    return this.#pglite.execProtocolStream(Buffer.concat([...closing, ...messages]), { syncToFs: false });
  }
}

function rowsOf(rows: ReadonlyArray<unknown> | undefined): unknown[] {
  return rows === undefined ? [] : [...rows];
}
