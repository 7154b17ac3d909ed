/**
 * Compares estimates with worked examples whose inputs lie in a folder.
 *
 *   node scripts/bench-cost.ts FOLDER [EXAMPLES.json] [--misses] [--only NAME]
 *
 * FOLDER has one directory an example, at any depth, with its `.tf` files and its usage file. EXAMPLES.json (by default
 * FOLDER/cost-examples.json) lists for each directory the components that are expected: resource, component, quantity,
 * monthly cost. Prints the share of components that match, and of examples whose total is within 1 % and 5 %.
 */
import { existsSync, globSync, readFileSync, realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { directoryTree } from "../src/changes/disk-tree.ts";
import { compareProjects } from "../src/compare/compare-projects.ts";
import { embeddedPriceBook } from "../src/cost/embedded-book.ts";
import { priceChanges } from "../src/cost/price-changes.ts";
import { noUsage } from "../src/cost/usage.ts";
import { parseUsage } from "../src/cost/usage-file.ts";
import { openEngines } from "../src/engines/open-engines.ts";
import { readResources } from "../src/formats/read.ts";
import type { Estimate } from "../src/model/estimate.ts";

const exampleSchema = z.object({
  dir: z.string(),
  provider: z.string(),
  usage: z.array(z.string()),
  golden_last_changed: z.string(),
  sum_of_components: z.number(),
  expected: z.array(
    z.object({
      resource: z.string(),
      component: z.string(),
      unit: z.string(),
      qty: z.number(),
      monthly_cost: z.number(),
    }),
  ),
});
type Example = z.infer<typeof exampleSchema>;

interface Score {
  readonly example: Example;
  readonly total: number;
  readonly matched: { readonly quantity: number; readonly price: number; readonly monthly: number };
  readonly misses: ReadonlyArray<string>;
}

const words = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const showMisses = process.argv.includes("--misses");
const only = process.argv.includes("--only") ? words.pop() : undefined;
const [folder, list] = words;
if (folder === undefined) {
  console.error("Usage: npm run bench:cost -- FOLDER [EXAMPLES.json] [--misses] [--only NAME]");
  process.exit(2);
}

const examples = z
  .array(exampleSchema)
  .parse(JSON.parse(readFileSync(list ?? join(folder, "cost-examples.json"), "utf8")));
const places = new Map(
  globSync("**/*.tf", { cwd: folder }).map((path) => [basename(dirname(path)), join(folder, dirname(path))]),
);
const clock = new Date("2026-11-21T00:00:00Z");
const host = openEngines({ clock });
const scores: Score[] = [];
for (const example of examples) {
  const place = places.get(example.dir);
  if (place === undefined || (only !== undefined && example.dir !== only)) continue;
  scores.push(compare(example, await estimate(example, place)));
}
await host.close();
print(scores);

async function estimate(example: Example, place: string): Promise<Estimate> {
  const head = directoryTree(realpathSync(place));
  const changeSet = { base: null, head, gate: head, files: [], base_sha: null, head_sha: null };
  const read = await readResources(changeSet, { under: ".", projects: [], engines: host.at(clock) });
  const file = example.usage.map((name) => join(place, name)).find((path) => existsSync(path));
  const usage = file === undefined ? noUsage : parseUsage(readFileSync(file, "utf8"), file).usage;
  return priceChanges(compareProjects(read.projects), { book: embeddedPriceBook(), usage }).estimate;
}

function compare(example: Example, estimated: Estimate): Score {
  const ours = new Map(
    estimated.resources.flatMap((resource) =>
      resource.components.map((one) => [
        `${resource.address}|${one.part === null ? "" : `${one.part} / `}${one.name}|${one.unit}`,
        one,
      ]),
    ),
  );
  const reasons = new Map(estimated.not_priced.map((one) => [one.address, one.reason]));
  const misses: string[] = [];
  const matched = { quantity: 0, price: 0, monthly: 0 };
  for (const wanted of example.expected) {
    const name = `${wanted.resource}|${wanted.component}|${wanted.unit}`;
    const found = ours.get(name);
    ours.delete(name);
    const quantity = isNear(found?.quantity ?? NaN, wanted.qty, 1e-4);
    const monthly = isNear(found?.monthly ?? NaN, wanted.monthly_cost, 0.01);
    const price = wanted.qty === 0 || isNear((found?.unit_price ?? NaN) * wanted.qty, wanted.monthly_cost, 0.01);
    if (quantity) matched.quantity++;
    if (price) matched.price++;
    if (monthly) matched.monthly++;
    if (quantity && monthly) continue;
    const got =
      found === undefined
        ? (reasons.get(wanted.resource) ?? "no such component")
        : `${found.quantity ?? "?"} = ${found.monthly ?? "?"}${quantity ? ageOf(example, wanted.monthly_cost / wanted.qty, found) : ""}`;
    misses.push(`${name}: ${wanted.qty} = ${wanted.monthly_cost}; got ${got}`);
  }
  const extra = [...ours]
    .filter(([, one]) => (one.monthly ?? 0) > 0)
    .map(([name, one]) => `${name}: not expected, ${one.monthly ?? "?"}`);
  return { example, total: estimated.after, matched, misses: [...misses, ...extra] };
}

/** Why a price differs: how old ours is, and the example. */
function ageOf(
  example: Example,
  wanted: number,
  found: { readonly unit_price: number | null; readonly price_source: string },
): string {
  return ` (the unit price is ${found.unit_price ?? "unknown"}, ${found.price_source}; the example's is ${wanted.toPrecision(5)}, ${example.golden_last_changed})`;
}

/** Within a share of the expected figure, or within the half cent that its rounding hides. */
function isNear(value: number, wanted: number, share: number): boolean {
  return Math.abs(value - wanted) <= Math.max(0.0051, Math.abs(wanted) * share);
}

function print(results: ReadonlyArray<Score>): void {
  for (const [provider, own] of Map.groupBy(results, (score) => score.example.provider)) {
    const components = own.reduce((sum, score) => sum + score.example.expected.length, 0);
    const share = (count: number, of: number): string => `${count} of ${of} (${((100 * count) / of).toFixed(1)} %)`;
    const total = (key: keyof Score["matched"]): string =>
      share(
        own.reduce((sum, score) => sum + score.matched[key], 0),
        components,
      );
    const within = (limit: number): string =>
      share(
        own.filter(
          (score) => Math.abs(score.total - score.example.sum_of_components) <= limit * score.example.sum_of_components,
        ).length,
        own.length,
      );
    console.log(
      `${provider}: components with the same quantity ${total("quantity")}, unit price ${total("price")}, monthly cost ${total("monthly")}`,
    );
    console.log(`${provider}: totals within 1 % ${within(0.01)}, within 5 % ${within(0.05)}`);
    for (const score of own) {
      const ratio = score.total / score.example.sum_of_components - 1;
      console.log(
        `  ${score.example.dir}: ${score.total.toFixed(2)} of ${score.example.sum_of_components} (${(100 * ratio).toFixed(1)} %)`,
      );
      if (showMisses) for (const miss of score.misses) console.log(`    ${miss}`);
    }
  }
}
