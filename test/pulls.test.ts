import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { reportSchema } from "../src/report/json.ts";
import { makeRepository, type Files, type TestRepository } from "./support/repository.ts";

/** Golden reviews: adding a folder adds a test. `UPDATE=1` writes what is expected from what is; read the difference. */
const pulls = join(import.meta.dirname, "pulls");
const examples = join(import.meta.dirname, "../examples");
const cli = join(import.meta.dirname, "../src/cli.ts");
const isUpdate = process.env["UPDATE"] === "1";
const cases = readdirSync(pulls).sort();
/** Shared by the processes: what they start from is then the same, and they need not translate their own files. */
const cache = mkdtempSync(join(tmpdir(), "tollgate-pulls-"));

afterAll(() => {
  rmSync(cache, { recursive: true });
});

function filesBelow(directory: string): Files {
  if (!existsSync(directory)) return {};
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((item) => item.isFile());
  return Object.fromEntries(
    files.map((item) => {
      const path = join(item.parentPath, item.name);
      // A leading underscore stands for a dot, so that these fixtures configure nothing of this repository.
      const name = path.slice(directory.length + 1).replace(/(^|\/)_/g, "$1.");
      return [name, readFileSync(path)];
    }),
  );
}

function review(
  root: string,
  format: string,
): { readonly output: string; readonly code: number | null; readonly errors: string } {
  const args = [cli, "review", root, "--base", "main", "--head", "change", "--format", format];
  const result = spawnSync(process.execPath, args, {
    encoding: "utf8",
    env: { PATH: process.env["PATH"], HOME: root, XDG_CACHE_HOME: cache },
  });
  return { output: result.stdout, code: result.status, errors: result.stderr };
}

/** Base and head of a case; the case `shop` is the example that the demo reviews. */
function sidesOf(name: string): { readonly base: Files; readonly head: Files } {
  if (name !== "shop")
    return { base: filesBelow(join(pulls, name, "base")), head: filesBelow(join(pulls, name, "head")) };
  const base = filesBelow(join(examples, "shop"));
  return { base, head: { ...base, ...filesBelow(join(examples, "shop-change")) } };
}

const exitCodes: Readonly<Record<string, number>> = { pass: 0, warn: 0, block: 1, approval: 1, undecided: 3 };

describe.each(cases)("pull %s", (name) => {
  const directory = join(pulls, name);
  let repository: TestRepository;

  beforeAll(() => {
    const { base, head } = sidesOf(name);
    repository = makeRepository();
    repository.commit(base);
    repository.git("switch", "--quiet", "--create", "change");
    repository.commit({ ...Object.fromEntries(Object.keys(base).map((path) => [path, null])), ...head });
  });

  afterAll(() => {
    repository.remove();
  });

  it.each([
    ["json", "expected.json"],
    ["markdown", "expected.md"],
  ])("gives the expected %s in a process of its own", (format, file) => {
    const { output, code, errors } = review(repository.root, format);
    expect(errors).toBe("");
    if (isUpdate) writeFileSync(join(directory, file), output);
    expect(output).toBe(readFileSync(join(directory, file), "utf8"));
    if (format !== "json") return;
    const report = reportSchema.parse(JSON.parse(output));
    expect(code).toBe(exitCodes[report.verdict.conclusion]);
  });
});
