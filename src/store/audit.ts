import { sql } from "kysely";

import { sha256 } from "../model/digest.ts";
import type { Store } from "./store.ts";
import type { Database } from "./tables.ts";

/** What happened at the gate. */
export interface AuditEntry {
  readonly repository_id: number;
  readonly kind: "review" | "waiver" | "approval" | "refusal";
  /** Number of the pull request; null for a merge group. */
  readonly number: number | null;
  readonly head_sha: string;
  /** Who, what, on which inputs. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** An entry as it was recorded. */
export interface RecordedEntry extends AuditEntry {
  readonly id: number;
  readonly at: Date;
  readonly hash: string;
}

/** Appends to the log. Each entry's hash covers the one before, so that a change of the past shows. */
export async function appendAudit({ db }: Pick<Store, "db">, entry: AuditEntry): Promise<void> {
  const { repository_id, kind, number, head_sha } = entry;
  const facts = JSON.stringify(entry.facts);
  const covered = textAfterHash({ repository_id, kind, number, head_sha, facts });
  await sql`select tollgate.append_audit(
    ${repository_id}, ${kind}, ${number}, ${head_sha}, ${facts}, ${covered})`.execute(db);
}

type HashedFields = Pick<AuditEntry, "repository_id" | "kind" | "number" | "head_sha"> & { readonly facts: string };

function hashEntry(before: string, fields: HashedFields): string {
  return sha256(`["${before}"${textAfterHash(fields)}`);
}

/** What a hash covers behind the one before it; the database puts that in front: it alone knows which is the last. */
function textAfterHash({ repository_id, kind, number, head_sha, facts }: HashedFields): string {
  return `,${JSON.stringify([repository_id, kind, number, head_sha, facts]).slice(1)}`;
}

/** Everything that was recorded about a check run's commit, oldest first; empty for a run that is not ours. */
export async function explainCheckRun(db: Database, checkRun: number): Promise<ReadonlyArray<RecordedEntry>> {
  const run = await db
    .selectFrom("check_run")
    .select(["repository_id", "head_sha"])
    .where("id", "=", checkRun)
    .executeTakeFirst();
  return run === undefined ? [] : await readAudit(db, run.repository_id, run.head_sha);
}

/** The newest entry of a kind about a commit; undefined without one. */
export async function lastEntry(
  db: Database,
  repository_id: number,
  head_sha: string,
  kind: AuditEntry["kind"],
): Promise<RecordedEntry | undefined> {
  return (await readAudit(db, repository_id, head_sha)).findLast((entry) => entry.kind === kind);
}

async function readAudit(db: Database, repository: number, head: string): Promise<ReadonlyArray<RecordedEntry>> {
  const rows = await db
    .selectFrom("audit")
    .selectAll()
    .where("repository_id", "=", repository)
    .where("head_sha", "=", head)
    .orderBy("id")
    .execute();
  return rows.map((row) => ({ ...row, kind: toKind(row.kind), facts: toFacts(row.facts) }));
}

function toKind(kind: string): AuditEntry["kind"] {
  return kind === "waiver" || kind === "approval" || kind === "refusal" ? kind : "review";
}

function toFacts(text: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(text);
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

/** The first entry whose hash is not what the one before it gives; null where the log is whole. */
export async function findAlteredEntry(db: Database): Promise<number | null> {
  const rows = await db.selectFrom("audit").selectAll().orderBy("id").execute();
  let before = "";
  for (const row of rows) {
    const { id, hash, repository_id, number, head_sha, facts } = row;
    if (hash !== hashEntry(before, { repository_id, kind: toKind(row.kind), number, head_sha, facts })) return id;
    before = hash;
  }
  return null;
}
