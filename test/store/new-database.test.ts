import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterEach, beforeEach, expect, it } from "vitest";

import { EmbeddedPostgres } from "../../src/store/embedded.ts";
import { makeDatabaseFiles } from "../../src/store/new-database.ts";
import { memory } from "./template.ts";

let parent: string;
let directory: string;

beforeEach(() => {
  parent = mkdtempSync(join(memory, "tollgate-new-"));
  directory = join(parent, "pglite");
  mkdirSync(directory, { mode: 0o700 });
});

afterEach(() => {
  rmSync(parent, { recursive: true, force: true });
});

it("the files of a database are made whole by another process, once, and can be opened", async () => {
  await makeDatabaseFiles(directory);
  expect(readdirSync(parent)).toEqual(["pglite"]);
  expect(readdirSync(directory)).toContain("PG_VERSION");
  const postgres = await EmbeddedPostgres.open(directory);
  await postgres.query("create table kept (number integer)", []);
  await postgres.close();
  await makeDatabaseFiles(directory);
  const again = await EmbeddedPostgres.open(directory);
  expect((await again.query("select * from kept", [])).rows).toEqual([]);
  await again.close();
});

it("what lies in the directory already is left alone", async () => {
  writeFileSync(join(directory, "something"), "of somebody");
  await makeDatabaseFiles(directory);
  expect(readdirSync(directory)).toEqual(["something"]);
  expect(readdirSync(parent)).toEqual(["pglite"]);
});
