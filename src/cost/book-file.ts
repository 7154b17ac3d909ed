import { z } from "zod";
import { isRecord } from "../model/json.ts";
import { ReviewError } from "../model/failure.ts";

/** A price book that cannot be used: missing, truncated, of another version. */
export class PriceBookError extends ReviewError {
  override readonly name = "PriceBookError";
}

const version = z.literal(1);

/** What to do with a book that cannot be used: the one that comes with Tollgate, one that it made, one of one's own. */
export const remedy =
  "make it again with `tollgate prices update`, or price by the one that comes with Tollgate (--price-book embedded); where that is it, install Tollgate again.";

const manifestSchema = z.object({
  version,
  date: z.string(),
  sources: z.record(z.string(), z.object({ title: z.string(), date: z.string(), licence: z.string() })),
  files: z.record(z.string(), z.string()),
});

/** A price in USD and the index of its source. */
type Stamped = readonly [usd: number, source: number];

interface RateItem {
  readonly unit: string;
  readonly prices: Readonly<Record<string, Stamped>>;
}

/** The index of the source, then a figure for each column. */
type TableRow = ReadonlyArray<number | null>;

// Thousands of rows are looked through by hand: zod's records take 20 ms on them, a loop less than one.
const rateFileSchema = z.object({
  version,
  service: z.string(),
  /** `<source code> <date>`, by the index in the prices. */
  sources: z.array(z.string()),
  items: z.custom<Readonly<Record<string, RateItem>>>(
    (value) => everyEntry(value, isRateItem),
    "expected items with unit and prices",
  ),
});

const tableFileSchema = z.object({
  version,
  table: z.string(),
  region: z.string(),
  sources: z.array(z.string()),
  columns: z.array(z.string()),
  rows: z.custom<Readonly<Record<string, TableRow>>>(
    (value) => everyEntry(value, isTableRow),
    "expected rows of figures",
  ),
});

function isRateItem(value: unknown): boolean {
  if (typeof value !== "object" || value === null || !("unit" in value) || !("prices" in value)) return false;
  return typeof value.unit === "string" && everyEntry(value.prices, isStamped);
}

function isStamped(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every(isFigure);
}

function isTableRow(value: unknown): boolean {
  return Array.isArray(value) && value.every((cell) => cell === null || isFigure(cell));
}

function isFigure(value: unknown): boolean {
  return typeof value === "number" && value >= 0;
}

function everyEntry(value: unknown, check: (entry: unknown) => boolean): boolean {
  return isRecord(value) && Object.values(value).every(check);
}

/** The book's table of contents: its date, its sources by code, and the SHA-256 of each file by path. */
export type Manifest = Readonly<z.infer<typeof manifestSchema>>;

/** The rates of one service in every region. */
export type RateFile = Readonly<z.infer<typeof rateFileSchema>>;

/** The prices of one table (`ec2`, `rds`, …) in one region. */
export type TableFile = Readonly<z.infer<typeof tableFileSchema>>;

export function parseManifest(text: string | null): Manifest {
  return parse("manifest.json", text, manifestSchema);
}

export function parseRateFile(path: string, text: string | null): RateFile {
  return parse(path, text, rateFileSchema);
}

export function parseTableFile(path: string, text: string | null): TableFile {
  return parse(path, text, tableFileSchema);
}

function parse<T>(path: string, text: string | null, schema: z.ZodType<T>): T {
  if (text === null) throw new PriceBookError(`The price book has no file "${path}"; ${remedy}`);
  const content = jsonIn(path, text);
  const checked = schema.safeParse(content);
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0];
  const other = isRecord(content) && content["version"] !== 1 ? `, but of ${JSON.stringify(content["version"])}` : "";
  const why = other === "" ? `: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}` : other;
  throw new PriceBookError(`The price book's file "${path}" is not of version 1${why}; ${remedy}`);
}

function jsonIn(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new PriceBookError(`The price book's file "${path}" is truncated or no JSON; ${remedy}`, {
      cause,
    });
  }
}
