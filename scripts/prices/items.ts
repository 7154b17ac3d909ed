import type { Row } from "./csv.ts";
import { numberIn } from "./csv.ts";
import type { Figure, Recipe } from "./recipe.ts";

const described = ["service", "item", "unit", "status", "src", "date"];
const statuses: ReadonlyArray<string> = ["fact", "derived", "corrects"];

/**
 * Recipes of rows that are named as the book's items are, one column a region (`*` is everywhere). `status` is `fact`,
 * `derived` where a rule of the list gives it, or `corrects` where a worked example's figure is known to be of another
 * thing.
 */
export function listedItems(rows: ReadonlyArray<Row>): ReadonlyArray<Recipe> {
  return rows.map((row) => {
    const { service, item, unit, status } = row;
    if (!statuses.includes(status!)) throw new Error(`${service!}/${item!}: unknown status "${status!}".`);
    return {
      service: service!,
      item: item!,
      unit: unit!,
      from: [{ kind: "figures", figures: figuresIn(row), corrects: status === "corrects" }],
    };
  });
}

function figuresIn(row: Row): ReadonlyArray<Figure> {
  return Object.keys(row).flatMap((column) => {
    if (described.includes(column)) return [];
    const usd = numberIn(row, column);
    return usd === null ? [] : [{ region: column === "*" ? "global" : column, usd, source: `${row.src!} ${row.date!}` }];
  });
}

/** Recipes of one item and unit as one. Throws where a listed item has another unit than its namesakes. */
export function mergeRecipes(
  recipes: ReadonlyArray<Recipe>,
  items: ReadonlyArray<Recipe>,
): ReadonlyArray<Recipe> {
  const units = Map.groupBy(recipes, nameOf);
  for (const item of items) {
    const namesakes = units.get(nameOf(item)) ?? [item];
    if (!namesakes.some(({ unit }) => unit === item.unit)) {
      throw new Error(`${nameOf(item)} is listed in ${item.unit}, elsewhere in ${namesakes[0]!.unit}.`);
    }
  }
  return [...Map.groupBy([...recipes, ...items], (recipe) => `${nameOf(recipe)}/${recipe.unit}`).values()].map(
    (same) => ({ ...same[0]!, from: same.flatMap(({ from }) => from) }),
  );
}

function nameOf({ service, item }: Recipe): string {
  return `${service}/${item}`;
}
