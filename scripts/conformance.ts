/**
 * Runs OPA's own conformance cases (they come with its Go module) on what the `opa` engine compiles and Tollgate's host
 * evaluates. `npm run conformance`; exit 1 when a case fails that is not excused, or an excuse is no longer needed.
 * With `--cached`, as `npm test` runs it, a sound result of the same engine, host and cases is told again: a run takes a
 * minute and a half.
 */
import { createHash } from "node:crypto";
import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { opaSources, runConformance, type Conformance } from "../test/conformance/conformance.ts";

const maxShown = 400;

function show({ version, passed, total, failed, stale }: Conformance): boolean {
  console.log(`conformance: ${passed} of ${total} (Rego ${version}, ${((100 * passed) / total).toFixed(2)} %)`);
  for (const { case: one, why, excuse } of failed) {
    const shown = why.length > maxShown ? `${why.slice(0, maxShown)}…` : why;
    console.log(`  ${excuse === null ? "FAILS" : "excused"} ${one.note} (${one.file}): ${excuse ?? shown}`);
  }
  for (const note of stale) {
    console.log(`  STALE the excuse for ${note} is not needed any more: remove it from test/conformance/excused.ts`);
  }
  return stale.length === 0 && failed.every((item) => item.excuse !== null);
}

const root = join(import.meta.dirname, "..");

/** Everything that the result depends on; OPA's cases lie under the version of its module. */
function inputsHash(): string {
  const sources = globSync(
    ["test/conformance/*.ts", "src/engines/*.ts", "src/policy/{builtin-answers,policy-instance}.ts"],
    {
      cwd: root,
    },
  );
  const hash = createHash("sha256").update(opaSources());
  for (const path of ["engines/build/opa.wasm", ...sources.sort()])
    hash.update(path).update(readFileSync(join(root, path)));
  return hash.digest("hex");
}

function remembered(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

async function run(): Promise<boolean> {
  const started = performance.now();
  const results = await runConformance();
  const isSound = results.map(show).every(Boolean);
  console.log(`${((performance.now() - started) / 1000).toFixed(0)} s`);
  if (isSound) {
    mkdirSync(dirname(cache), { recursive: true });
    writeFileSync(
      cache,
      results.map(({ version, passed, total }) => `conformance: ${passed} of ${total} (Rego ${version})\n`).join(""),
    );
  }
  return isSound;
}

const cache = join(root, "node_modules/.cache/tollgate", `conformance-${inputsHash()}.txt`);
const known = process.argv.includes("--cached") ? remembered(cache) : null;
if (known !== null) process.stdout.write(`${known}unchanged since it was run\n`);
else if (!(await run())) process.exitCode = 1;
