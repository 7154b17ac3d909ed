import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { sha256 } from "../model/digest.ts";
import type { TableCell } from "./table-cells.ts";

/** A price of a list that a lookup matches: index of the lookup, region, USD for one of the component's units, item. */
export type Candidate = readonly [lookup: number, region: string, usd: string, start: string, item: string];

const partSchema = z.object({
  version: z.literal(1),
  key: z.string(),
  /** When it was read, ISO 8601. */
  read: z.string(),
  /** Rows of the list, matched or not. */
  rows: z.number(),
  candidates: z.array(z.tuple([z.number(), z.string(), z.string(), z.string(), z.string()])),
  cells: z.array(
    z.object({
      provider: z.string(),
      table: z.string(),
      region: z.string(),
      row: z.string(),
      column: z.string(),
      usd: z.string(),
    }),
  ),
  /** What the next page is asked for by; null for a part that is whole. */
  next: z.string().nullable(),
});

/** What was made of one list: whole, or as far as it was read. */
export interface Part {
  readonly rows: number;
  readonly candidates: ReadonlyArray<Candidate>;
  readonly cells: ReadonlyArray<TableCell>;
  readonly next: string | null;
}

/** Parts of an update in a folder, so that an update that breaks off goes on where it was. */
export interface Parts {
  /** The part that was kept under the key; null where there is none, or it is too old. */
  readonly kept: (key: string) => Promise<Part | null>;
  readonly keep: (key: string, part: Part) => Promise<void>;
  /** A file of its own for a list that is being fetched. */
  readonly target: (key: string) => string;
}

/** Lists change about once a day: older pages do not fit newer ones. */
const longest = 24 * 3_600_000;

export async function openParts(folder: string, clock: Date): Promise<Parts> {
  await mkdir(folder, { recursive: true });
  const fileOf = (key: string): string => join(folder, sha256(key).slice(0, 32));
  return {
    target: (key) => `${fileOf(key)}.list`,
    kept: async (key) => {
      const text = await readFile(`${fileOf(key)}.json`, "utf8").catch(() => null);
      if (text === null) return null;
      const part = partSchema.safeParse(jsonIn(text));
      if (!part.success || part.data.key !== key) return null;
      return clock.getTime() - Date.parse(part.data.read) > longest ? null : part.data;
    },
    keep: async (key, part) => {
      const path = `${fileOf(key)}.json`;
      await writeFile(`${path}.new`, JSON.stringify({ version: 1, key, read: clock.toISOString(), ...part }));
      await rename(`${path}.new`, path);
    },
  };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
