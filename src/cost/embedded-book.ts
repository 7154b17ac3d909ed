import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openPriceBook, type PriceBook, type ReadBookFile } from "./price-book.ts";

/** The book that comes with Tollgate: two levels above this file, in the sources and in `dist/` alike. */
export const embeddedFolder = join(import.meta.dirname, "..", "..", "prices", "book");

let opened: PriceBook | null = null;

/** The price book that comes with Tollgate. Its files are read on first use and kept. Throws PriceBookError. */
export function embeddedPriceBook(): PriceBook {
  opened ??= openPriceBook(readFrom(embeddedFolder));
  return opened;
}

/** Reads a book's files below a directory. */
export function readFrom(directory: string): ReadBookFile {
  return (path) => {
    try {
      return readFileSync(join(directory, path), "utf8");
    } catch {
      return null;
    }
  };
}
