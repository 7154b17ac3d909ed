/**
 * Makes prices/book, and prices/lookups.json, from prices/sources and scripts/prices alone.
 *
 *   node scripts/build-prices.ts            writes the book
 *   node scripts/build-prices.ts --check    writes nothing; exit 1 where the committed book differs
 */
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeBook, makeLookups } from "./prices/make-book.ts";

const prices = join(import.meta.dirname, "..", "prices");
const target = join(prices, "book");

const source = (name: string): string => readFileSync(join(prices, "sources", name), "utf8");
const book = makeBook(source);
const lookups = makeLookups(source);
const lookupsPath = join(prices, "lookups.json");
const present = new Set(globSync("**/*.json", { cwd: target }).map((path) => path.replaceAll("\\", "/")));

if (process.argv.includes("--check")) {
  const wrong = [...book].filter(([path, text]) => !matches(path, text)).map(([path]) => path);
  const extra = [...present].filter((path) => !book.has(path));
  for (const path of [...wrong, ...extra].sort()) {
    console.error(
      `prices/book/${path} is not what prices/sources gives. Run "npm run prices:build" and commit the result.`,
    );
  }
  const isStale = !existsSync(lookupsPath) || readFileSync(lookupsPath, "utf8") !== lookups;
  if (isStale) console.error('prices/lookups.json is not what scripts/prices gives. Run "npm run prices:build".');
  process.exitCode = wrong.length + extra.length > 0 || isStale ? 1 : 0;
} else {
  rmSync(target, { recursive: true, force: true });
  for (const [path, text] of book) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), text);
  }
  writeFileSync(lookupsPath, lookups);
  const bytes = [...book.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  console.log(`${book.size} files, ${Math.round(bytes / 1024)} KiB`);
}

function matches(path: string, text: string): boolean {
  return existsSync(join(target, path)) && readFileSync(join(target, path), "utf8") === text;
}
