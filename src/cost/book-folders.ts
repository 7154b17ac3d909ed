import { existsSync, readFileSync } from "node:fs";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { UsageError } from "../model/failure.ts";
import { embeddedFolder, embeddedPriceBook, readFrom } from "./embedded-book.ts";
import { openPriceBook, type PriceBook } from "./price-book.ts";

/** Where updated books lie: a folder of the user, by the XDG base directory specification. */
export function booksFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const base = environment["XDG_DATA_HOME"];
  return join(base === undefined || base === "" ? join(homedir(), ".local", "share") : base, "tollgate", "prices");
}

/** Names the book that holds, so that replacing it is one rename. */
const pointer = "current";

/** The updated book's folder; null where there is none. */
export function updatedBook(books = booksFolder()): string | null {
  const path = join(books, pointer);
  if (!existsSync(path)) return null;
  const name = readFileSync(path, "utf8").trim();
  const folder = join(books, name);
  return /^book-[0-9a-f]{12}$/.test(name) && existsSync(join(folder, "manifest.json")) ? folder : null;
}

/**
 * The folder of a book by what people call it: `embedded`, `updated` or a folder's path. Throws UsageError where there
 * is no such book.
 */
export function bookFolder(name: string, books = booksFolder()): string {
  if (name === "embedded") return embeddedFolder;
  if (name === "updated") {
    const folder = updatedBook(books);
    if (folder === null)
      throw new UsageError(`There is no updated price book in ${books}; run "tollgate prices update".`);
    return folder;
  }
  if (!existsSync(join(name, "manifest.json"))) {
    throw new UsageError(`${name} is no price book: it has no manifest.json. Expected embedded, updated or a folder.`);
  }
  return name;
}

/** Puts a book in the place of the one before, which is kept for comparison; what is half done is never seen. */
export async function installBook(
  files: ReadonlyMap<string, string>,
  hash: string,
  books = booksFolder(),
): Promise<{ readonly folder: string; readonly before: string | null }> {
  const before = updatedBook(books);
  const name = `book-${hash.slice(0, 12)}`;
  const folder = join(books, name);
  if (folder === before) return { folder, before };
  const fresh = `${folder}.new`;
  await rm(fresh, { recursive: true, force: true });
  for (const [path, text] of files) {
    await mkdir(dirname(join(fresh, path)), { recursive: true });
    await writeFile(join(fresh, path), text);
  }
  await rm(folder, { recursive: true, force: true });
  await rename(fresh, folder);
  await writeFile(join(books, `${pointer}.new`), `${name}\n`);
  await rename(join(books, `${pointer}.new`), join(books, pointer));
  await dropOlder(books, new Set([folder, before]));
  return { folder, before };
}

async function dropOlder(books: string, keep: ReadonlySet<string | null>): Promise<void> {
  for (const name of await readdir(books)) {
    const folder = join(books, name);
    if (/^book-[0-9a-f]{12}(?:\.new)?$/.test(name) && !keep.has(folder))
      await rm(folder, { recursive: true, force: true });
  }
}

/** Names the book of reviews, where no option does. */
export const bookVariable = "TOLLGATE_PRICE_BOOK";

/**
 * The book that reviews are priced by: the embedded one, unless the environment names another. Throws UsageError where
 * that does not exist, PriceBookError where it is damaged.
 */
export function chosenPriceBook(environment: NodeJS.ProcessEnv = process.env): PriceBook {
  const told = environment[bookVariable];
  if (told === undefined || told === "" || told === "embedded") return embeddedPriceBook();
  return openPriceBook(readFrom(bookFolder(told, booksFolder(environment))), told === "updated" ? "updated" : "own");
}
