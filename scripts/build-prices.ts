/**
 * Makes prices/book from prices/sources alone.
 *
 *   node scripts/build-prices.ts            writes the book
 *   node scripts/build-prices.ts --check    writes nothing; exit 1 where the committed book differs
 */
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeBook } from "./prices/make-book.ts";

const prices = join(import.meta.dirname, "..", "prices");
const target = join(prices, "book");

const book = makeBook((name) => readFileSync(join(prices, "sources", name), "utf8"));
const present = new Set(globSync("**/*.json", { cwd: target }).map((path) => path.replaceAll("\\", "/")));

if (process.argv.includes("--check")) {
  const wrong = [...book].filter(([path, text]) => !matches(path, text)).map(([path]) => path);
  const extra = [...present].filter((path) => !book.has(path));
  for (const path of [...wrong, ...extra].sort()) {
    console.error(
      `prices/book/${path} is not what prices/sources gives. Run "npm run prices:build" and commit the result.`,
    );
  }
  process.exitCode = wrong.length + extra.length > 0 ? 1 : 0;
} else {
  rmSync(target, { recursive: true, force: true });
  for (const [path, text] of book) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), text);
  }
  const bytes = [...book.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  console.log(`${book.size} files, ${Math.round(bytes / 1024)} KiB`);
}

function matches(path: string, text: string): boolean {
  return existsSync(join(target, path)) && readFileSync(join(target, path), "utf8") === text;
}
