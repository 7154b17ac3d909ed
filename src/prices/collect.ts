import { Decimal } from "decimal.js";
import type { ListRow } from "./list-row.ts";
import { compileLookup, type CompiledLookup, type Lookup } from "./lookup.ts";
import type { Candidate, Part } from "./parts.ts";
import { tableCell, type TableCell } from "./table-cells.ts";
import { unitFactor } from "./units.ts";

/** Takes rows of one list, keeps what the book asks for. */
export interface Collector {
  readonly take: (row: ListRow) => void;
  /** What was kept so far; `next` as in the part. */
  readonly part: (next: string | null) => Part;
}

/** What a list's rows are wanted for. */
export interface Wanted {
  readonly provider: string;
  readonly list: string;
  /** Regions that figures are kept of, `global` among them; null for all. */
  readonly regions: ReadonlySet<string> | null;
  /** Every lookup: candidates name them by their index. */
  readonly lookups: ReadonlyArray<Lookup>;
}

/** A lookup with its index among all. */
type Numbered = readonly [number, CompiledLookup];

/** Matches that one part may hold: a list with more is no price list. */
const most = 2_000_000;

export function openCollector({ provider, list, regions, lookups }: Wanted, before: Part | null): Collector {
  const own: ReadonlyArray<Numbered> = lookups.flatMap((lookup, index) =>
    lookup.provider === provider && lookup.list === list ? [[index, compileLookup(lookup)] as const] : [],
  );
  const byFamily = new Map<string, ReadonlyArray<Numbered>>();
  const ofFamily = (family: string): ReadonlyArray<Numbered> => {
    const known = byFamily.get(family);
    if (known !== undefined) return known;
    const found = own.filter(([, { lookup }]) => lookup.family === "" || lookup.family === family);
    byFamily.set(family, found);
    return found;
  };
  const candidates: Candidate[] = [...(before?.candidates ?? [])];
  const cells: TableCell[] = [...(before?.cells ?? [])];
  let rows = before?.rows ?? 0;
  return {
    take: (row) => {
      rows++;
      if (!/^\d+(?:\.\d+)?(?:e-?\d+)?$/i.test(row.usd) || candidates.length + cells.length > most) return;
      if (regions !== null && !regions.has(row.region) && row.region !== "global") return;
      for (const [index, { lookup, matches, itemOf }] of ofFamily(row.family)) {
        if (!matches(row)) continue;
        const region = lookup.place === "global" ? "global" : row.region;
        const usd = new Decimal(row.usd).times(unitFactor(row.unit, lookup.unit));
        candidates.push([index, region, usd.toSignificantDigits(15).toFixed(), row.start, itemOf(row)]);
      }
      const cell = tableCell(provider, list, row);
      if (cell !== null) cells.push(cell);
    },
    part: (next) => ({ rows, candidates, cells, next }),
  };
}
