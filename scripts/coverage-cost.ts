/**
 * Prints how much of prices/components/components.tsv the estimators show: every type as complete, partial or absent.
 *
 *   node scripts/coverage-cost.ts            prints; exit 1 where a component of the floor is no longer shown
 *   node scripts/coverage-cost.ts --update   writes the floor anew
 */
import { writeFileSync } from "node:fs";
import { floorOf, floorPath, measureCoverage, readFloor, type TypeCoverage } from "./prices/coverage.ts";

const coverage = measureCoverage();
if (process.argv.includes("--update")) {
  writeFileSync(floorPath, `type\tcomponent\n${floorOf(coverage).join("\n")}\n`);
}
for (const [provider, types] of Map.groupBy(coverage, (one) => one.provider)) {
  console.log(`${provider}:`);
  for (const one of types) console.log(`  ${describe(one)}`);
}
console.log("");
for (const [provider, types] of Map.groupBy(coverage, (one) => one.provider))
  console.log(`${provider}: ${totals(types)}`);
console.log(`all: ${totals(coverage)}`);

const shown = new Set(floorOf(coverage));
const fallen = readFloor().filter((line) => !shown.has(line));
for (const line of fallen) console.error(`No longer shown: ${line.replace("\t", ": ")}`);
process.exitCode = fallen.length > 0 ? 1 : 0;

function describe(one: TypeCoverage): string {
  const missing = one.state === "partial" ? `; missing: ${one.missing.join(", ")}` : "";
  const refusals = one.refusals.length > 0 ? `; not priced: ${one.refusals.join("; ")}` : "";
  const unpriced = one.unpriced.length > 0 ? `; without a price in the book: ${one.unpriced.join(", ")}` : "";
  return `${one.type}: ${one.state}${missing}${unpriced}${refusals}`;
}

function totals(types: ReadonlyArray<TypeCoverage>): string {
  const of = (state: TypeCoverage["state"]): number => types.filter((one) => one.state === state).length;
  const components = types.reduce((sum, one) => sum + one.shown.length, 0);
  const all = types.reduce((sum, one) => sum + one.shown.length + one.missing.length, 0);
  const unpriced = types.reduce((sum, one) => sum + one.unpriced.length, 0);
  return `${of("complete")} complete, ${of("partial")} partial, ${of("absent")} absent of ${types.length} types; ${components} of ${all} components, ${unpriced} of them without a price`;
}
