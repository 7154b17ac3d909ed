/**
 * Runs OPA's own conformance cases (they come with its Go module) on what the `opa` engine compiles and Tollgate's host
 * evaluates. `npm run conformance`; exit 1 when a case fails that is not excused, or an excuse is no longer needed.
 */
import { runConformance, type Conformance } from "../test/conformance/conformance.ts";

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

const started = performance.now();
const results = await runConformance();
const isSound = results.map(show).every(Boolean);
console.log(`${((performance.now() - started) / 1000).toFixed(0)} s`);
process.exitCode = isSound ? 0 : 1;
