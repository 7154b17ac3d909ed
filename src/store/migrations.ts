import { Migrator, sql, type Kysely, type Migration } from "kysely";

import { ReviewError } from "../model/failure.ts";
import type { Database } from "./tables.ts";

/** The schema that holds our tables, so that the database may be shared. */
export const schemaName = "tollgate";

const migrations: Readonly<Record<string, Migration>> = {
  "0001-first": { up: createFirstTables },
  "0002-operations": { up: createOperationsTables },
  "0003-gate": { up: createGateTables },
  "0004-policy-sources": { up: createPolicySources },
  "0005-plan-artifacts": { up: createPlanArtifacts },
  "0006-fewer-statements": { up: createShortcuts },
};

/**
 * Brings the schema up to this version; safe with several processes starting at once (advisory lock).
 * Throws ReviewError when the database was written by a newer version.
 */
export async function migrate(db: Database): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
    migrationTableSchema: schemaName,
  });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const reason = error instanceof Error ? error.message : "unknown";
  const hint = reason.includes("missing") ? "; it was written by a newer version: start that version instead" : "";
  throw new ReviewError(`the database cannot be brought to this version: ${reason}${hint}`, { cause: error });
}

/** Columns and indices as `tables.ts` describes them. */
async function createFirstTables(db: Kysely<unknown>): Promise<void> {
  const statements = [
    sql`create table tollgate.pull_request (
      id bigint generated always as identity primary key,
      installation_id bigint not null, repository_id bigint not null, owner text not null, name text not null,
      number integer not null, state text not null, details text not null,
      base_ref text not null, head_sha text not null, previous_head_sha text,
      updated_at timestamptz not null, generation integer not null,
      published_generation integer not null default 0, failed_generation integer not null default 0,
      is_head_uncertain boolean not null default false, is_uncommented boolean not null,
      comment_id bigint, comment_hash text, lease_holder text, lease_until timestamptz,
      unique (repository_id, number))`,
    sql`create index pull_request_head on tollgate.pull_request (repository_id, head_sha)`,
    sql`create table tollgate.delivery (
      guid text primary key, body_hash text not null, event text not null, action text, payload text,
      received_at timestamptz not null default now(), outcome text not null,
      pull_request_id bigint references tollgate.pull_request (id) on delete cascade, generation integer)`,
    sql`create index delivery_body on tollgate.delivery (body_hash, received_at)`,
    sql`create index delivery_received on tollgate.delivery (received_at)`,
    sql`create table tollgate.check_run (
      id bigint primary key, repository_id bigint not null, head_sha text not null, name text not null,
      pull_request_id bigint not null references tollgate.pull_request (id) on delete cascade,
      generation integer not null, status text not null, conclusion text, shown text, annotations integer not null)`,
    sql`create index check_run_head on tollgate.check_run (repository_id, head_sha, name)`,
    sql`create table tollgate.blob (
      repository_id bigint not null, sha text not null, content bytea not null, size integer not null,
      used_at timestamptz not null default now(), primary key (repository_id, sha))`,
    sql`create table tollgate.tree (
      repository_id bigint not null, sha text not null, entries bytea not null, size integer not null,
      used_at timestamptz not null default now(), primary key (repository_id, sha))`,
  ];
  for (const statement of statements) await statement.execute(db);
}

/** What keeps the queue fair and the sweeps in step. Only adds: a process of the version before goes on working. */
async function createOperationsTables(db: Kysely<unknown>): Promise<void> {
  const statements = [
    sql`create table tollgate.installation (
      installation_id bigint primary key, turn integer not null default 0, paused_until timestamptz)`,
    sql`create table tollgate.queue_turn (is_only boolean primary key default true check (is_only), turn integer not null)`,
    sql`insert into tollgate.queue_turn (turn) values (0)`,
    sql`create table tollgate.sweep (
      name text primary key, reached timestamptz, leased_until timestamptz not null)`,
    sql`create table tollgate.repository (
      repository_id bigint primary key, installation_id bigint not null, reconciled_at timestamptz not null)`,
    sql`create index delivery_unsettled on tollgate.delivery (received_at) where outcome = 'received'`,
  ];
  for (const statement of statements) await statement.execute(db);
}

/** Who may let what pass, and what was told to whom. Only adds. */
async function createGateTables(db: Kysely<unknown>): Promise<void> {
  const statements = [
    sql`alter table tollgate.pull_request
      add column pushers text not null default '[]', add column is_fork boolean not null default false,
      add column answer text, add column wants_consent boolean not null default false, add column holds_until text`,
    sql`create table tollgate.waiver (
      id bigint generated always as identity primary key,
      pull_request_id bigint not null references tollgate.pull_request (id) on delete cascade,
      source text not null, ordinal integer not null, policy text not null, fingerprint text not null,
      reason text not null, granted_by text not null, until text not null, unique (source, ordinal))`,
    sql`create index waiver_pull_request on tollgate.waiver (pull_request_id)`,
    sql`create table tollgate.approval (
      source text primary key, pull_request_id bigint not null references tollgate.pull_request (id) on delete cascade,
      head_sha text not null, login text not null)`,
    sql`create index approval_pull_request on tollgate.approval (pull_request_id, head_sha)`,
    sql`create table tollgate.audit (
      id bigint generated always as identity primary key, at timestamptz not null default now(),
      repository_id bigint not null, kind text not null, number integer, head_sha text not null,
      facts text not null, hash text not null)`,
    sql`create index audit_head on tollgate.audit (repository_id, head_sha)`,
    sql`create function tollgate.refuse_change() returns trigger language plpgsql as
      $$ begin raise exception 'the audit log is only appended to'; end $$`,
    sql`create trigger audit_is_append_only before update or delete on tollgate.audit
      for each row execute function tollgate.refuse_change()`,
    sql`create table tollgate.organisation (
      installation_id bigint primary key, path text not null, sha text not null, text text,
      fresh_until timestamptz)`,
    sql`create table tollgate.merge_group (
      repository_id bigint not null, head_sha text not null, state text not null, members text not null default '[]',
      primary key (repository_id, head_sha))`,
  ];
  for (const statement of statements) await statement.execute(db);
}

/** What refs of repositories of policies name. Only adds. */
async function createPolicySources(db: Kysely<unknown>): Promise<void> {
  await sql`create table tollgate.policy_source (
    installation_id bigint not null, repository text not null, ref text not null, repository_id bigint not null,
    commit_sha text not null, fresh_until timestamptz, primary key (installation_id, repository, ref))`.execute(db);
}

/** Plans that workflows made for a head. Only adds. */
async function createPlanArtifacts(db: Kysely<unknown>): Promise<void> {
  await sql`create table tollgate.plan_artifact (
    repository_id bigint not null, head_sha text not null, artifact_id bigint not null, run_id bigint not null,
    name text not null, bytes bigint not null, refusal text, found_at timestamptz not null default now(),
    primary key (repository_id, head_sha, artifact_id))`.execute(db);
}

/** A number for the lock that orders the audit log. */
const auditLock = 7_465_110;

/**
 * The audit log is appended to in one statement (each statement of a function sees what was committed before it, so the
 * lock orders them), and the check runs of a pull request are found without a look at all others. Only adds.
 */
async function createShortcuts(db: Kysely<unknown>): Promise<void> {
  const statements = [
    sql`create index check_run_pull_request on tollgate.check_run (pull_request_id)`,
    sql`create index pull_request_open on tollgate.pull_request (repository_id, base_ref) where state = 'open'`,
    sql`create function tollgate.append_audit(
        entry_repository bigint, entry_kind text, entry_number integer, entry_head text, entry_facts text, covered text)
      returns void language plpgsql as $$
      declare before text;
      begin
        perform pg_advisory_xact_lock(${sql.lit(auditLock)});
        select hash into before from tollgate.audit order by id desc limit 1;
        insert into tollgate.audit (repository_id, kind, number, head_sha, facts, hash)
        values (entry_repository, entry_kind, entry_number, entry_head, entry_facts,
          encode(sha256(convert_to('["' || coalesce(before, '') || '"' || covered, 'UTF8')), 'hex'));
      end $$`,
  ];
  for (const statement of statements) await statement.execute(db);
}
