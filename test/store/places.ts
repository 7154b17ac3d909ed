import { randomBytes } from "node:crypto";
import { cpSync, existsSync, renameSync, rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";

import pg from "pg";

import { openStore, type StorePlace } from "../../src/store/store.ts";
import { memory, templateOf } from "./template.ts";

/** A place for a store that lives as long as one test. */
export interface TestPlace {
  readonly place: StorePlace;
  readonly remove: () => Promise<void>;
}

/** Every kind of place that can be tested here; PostgreSQL only where TOLLGATE_TEST_DATABASE_URL names a server. */
export const placeKinds: ReadonlyArray<StorePlace["kind"]> = (() => {
  if (process.env["TOLLGATE_TEST_DATABASE_URL"]) return ["embedded", "postgres"];
  console.warn("skipped: the PostgreSQL half of the store's tests (set TOLLGATE_TEST_DATABASE_URL to a server's URL)");
  return ["embedded"];
})();

/** An empty store of this run: making one takes seconds, copying it does not. */
let template: Promise<string> | null = null;

async function makeTemplate(): Promise<string> {
  const shared = templateOf(process.ppid);
  if (existsSync(shared)) return shared;
  const directory = await mkdtemp(`${shared}-`);
  const store = await openStore({ place: { kind: "embedded", directory }, log: quietLog() });
  await store.close(1000);
  try {
    renameSync(directory, shared);
  } catch {
    rmSync(directory, { recursive: true, force: true }); // another test file was faster
  }
  return shared;
}

/** A fresh data directory, or a fresh database on the test server. */
export async function newPlace(kind: StorePlace["kind"]): Promise<TestPlace> {
  if (kind === "embedded") {
    const directory = await mkdtemp(join(memory, "tollgate-store-"));
    template ??= makeTemplate();
    cpSync(join(await template, "pglite"), join(directory, "pglite"), { recursive: true });
    return { place: { kind, directory }, remove: () => rm(directory, { recursive: true, force: true }) };
  }
  const server = process.env["TOLLGATE_TEST_DATABASE_URL"] ?? "";
  const name = `tollgate_test_${randomBytes(6).toString("hex")}`;
  await runOnServer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    place: { kind, url: url.href },
    remove: () => runOnServer(server, `drop database if exists ${name} with (force)`),
  };
}

async function runOnServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A log that keeps what is said. */
export function quietLog() {
  const lines: string[] = [];
  const keep = (facts: object, message: string): void => void lines.push(`${message} ${JSON.stringify(facts)}`);
  return { lines, info: keep, warn: keep, error: keep, debug: keep };
}
