import { Decimal } from "decimal.js";
import type { Row } from "./csv.ts";
import { listedItems, mergeRecipes } from "./items.ts";
import { exampleRows, type FactList, type Figure, type Origin, type Recipe, type Wholesale } from "./recipe.ts";
import { unfold } from "./wholesale.ts";

interface RateRequest {
  readonly provider: string;
  readonly facts: ReadonlyArray<Row>;
  readonly examples: ReadonlyArray<Row>;
  readonly recipes: ReadonlyArray<Recipe>;
  readonly wholesale: ReadonlyArray<Wholesale>;
  readonly lists?: ReadonlyArray<FactList>;
  /** Rows in the book's own terms, by region. */
  readonly items: ReadonlyArray<Row>;
}

/** The facts by service and component, and the examples. */
interface RowsAtHand {
  readonly facts: ReadonlyMap<string, ReadonlyArray<Row>>;
  readonly examples: ReadonlyArray<Row>;
}

/** One file per service: `{version, service, sources, items: {item: {unit, prices: {region: [usd, source index]}}}}`. */
export function rateFiles(request: RateRequest): ReadonlyArray<readonly [string, string]> {
  const named = [
    ...request.recipes,
    ...(request.lists ?? []).flatMap((list) => listed(list, request.facts)),
    ...request.wholesale.flatMap((whole) => unfold(whole, request.examples)),
  ];
  const recipes = mergeRecipes(named, listedItems(request.items));
  const services = Map.groupBy(recipes, (recipe) => recipe.service);
  const rows: RowsAtHand = {
    facts: Map.groupBy(request.facts, (row) => `${row.service!}/${row.component!}`),
    examples: request.examples,
  };
  return [...services].map(([service, own]) => [`${request.provider}/${service}.json`, rateFile(service, own, rows)]);
}

/** One recipe for each component of the facts that begins with the list's text. */
function listed(list: FactList, facts: ReadonlyArray<Row>): ReadonlyArray<Recipe> {
  const rows = facts.filter((row) => row.service === list.from && row.component!.startsWith(list.beginning));
  const components = [...new Set(rows.map((row) => row.component!))].sort();
  return components.map((component) => ({
    service: list.service,
    item: component.slice(list.beginning.length),
    unit: list.unit,
    from: [{ kind: "fact", service: list.from, component, times: 1 }],
  }));
}

function rateFile(service: string, recipes: ReadonlyArray<Recipe>, rows: RowsAtHand): string {
  const sources: string[] = [];
  const lines = recipes.map((recipe) => {
    const figures = standing(recipe, rows);
    if (figures.length === 0) throw new Error(`No row of the sources gives ${service}/${recipe.item}.`);
    const prices = figures
      .toSorted((a, b) => (a.region < b.region ? -1 : 1))
      .map((figure) => `${JSON.stringify(figure.region)}:[${plain(figure.usd)},${indexIn(sources, figure.source)}]`);
    return `${JSON.stringify(recipe.item)}:{"unit":${JSON.stringify(recipe.unit)},"prices":{${prices.join(",")}}}`;
  });
  return `{"version":1,"service":${JSON.stringify(service)},"sources":${JSON.stringify(sources)},"items":{\n${lines.join(",\n")}\n}}\n`;
}

/** One figure a region: corrections before all, then in the order of the origins, what was only derived last. */
function standing(recipe: Recipe, rows: RowsAtHand): ReadonlyArray<Figure> {
  const [corrections, others] = [true, false].map((corrects) =>
    recipe.from.filter((origin) => (origin.kind === "figures" && origin.corrects) === corrects),
  );
  const listed = [...corrections!, ...others!].flatMap((origin) => figuresOf(origin, recipe, rows, false));
  const derived = others!.flatMap((origin) => figuresOf(origin, recipe, rows, true));
  return [...Map.groupBy([...listed, ...derived], ({ region }) => region).values()].map(([first]) => first!);
}

function figuresOf(origin: Origin, recipe: Recipe, rows: RowsAtHand, derived: boolean): ReadonlyArray<Figure> {
  if (derived && origin.kind !== "fact") return [];
  switch (origin.kind) {
    case "figures":
      return origin.figures;
    case "fact":
      return fromFacts(origin, rows.facts, derived);
    case "rows":
      return figuresIn(origin.rows, recipe);
    case "example":
      return figuresIn(exampleRows(origin, recipe, rows.examples), recipe);
  }
}

/** Of several facts for one region the first stands; rows are in the order of their sources' standing. */
function fromFacts(
  origin: Extract<Origin, { kind: "fact" }>,
  facts: RowsAtHand["facts"],
  derived: boolean,
): ReadonlyArray<Figure> {
  const rows = facts.get(`${origin.service}/${origin.component}`) ?? [];
  const own = rows.filter((row) => (row.status === "derived") === derived);
  const byRegion = Map.groupBy(own, (row) => row.region!);
  return [...byRegion.values()].map(([row]) => ({
    region: row!.region === "*" ? "global" : row!.region!,
    usd: new Decimal(row!.usd!).times(origin.times).toNumber(),
    source: `${row!.src!} ${row!.date!}`,
  }));
}

/** One figure for a region; several prices there are an error in the recipe. */
function figuresIn(rows: ReadonlyArray<Row>, recipe: Recipe): ReadonlyArray<Figure> {
  return [...Map.groupBy(rows, (row) => placeOf(row.region!))].map(([region, found]) => {
    const prices = new Set(found.map((row) => row.price!));
    if (prices.size > 1) {
      throw new Error(
        `${recipe.service}/${recipe.item}: ${found[0]!.resource_type!} has several prices in ${region}: ${[...prices].join(", ")}.`,
      );
    }
    return { region, usd: Number(found[0]!.price), source: `G ${found[0]!.golden_date!}` };
  });
}

/** The price lists say nothing or "Global" where a price is the same everywhere. */
function placeOf(region: string): string {
  return region === "" || region === "Global" ? "global" : region;
}

/** Never an exponent: `3.09e-8` would be valid JSON and unreadable in a difference. */
function plain(usd: number): string {
  return new Decimal(usd).toFixed();
}

function indexIn(list: string[], value: string): number {
  const at = list.indexOf(value);
  return at === -1 ? list.push(value) - 1 : at;
}
