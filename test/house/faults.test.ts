import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");

/** The rows of docs/faults.md as cells: number, fault, what is done, tests. */
const rows = readFileSync(join(root, "docs/faults.md"), "utf8")
  .split("\n")
  .filter((line) => /^\| \d+ \|/.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, number, , answer, tests]) => ({ number: Number(number), answer: answer ?? "", tests: tests ?? "" }));

/** The numbers in the titles of a file's tests: `row 13: …`, `rows 34, 46: …`. */
function numbersIn(path: string): ReadonlySet<number> {
  const titles = readFileSync(join(root, path), "utf8").matchAll(/["'`]rows? (?<numbers>\d+(?:, \d+)*): /g);
  return new Set([...titles].flatMap((title) => (title.groups?.["numbers"] ?? "").split(", ").map(Number)));
}

it("has each of the fifty rows once, in order", () => {
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
});

it.each(rows)("row $number has its tests, or says why it cannot occur", ({ number, answer, tests }) => {
  const paths = [...tests.matchAll(/`(?<path>[^`]+)`/g)].map((match) => match.groups?.["path"] ?? "");
  if (paths.length === 0) expect(answer).toMatch(/^Cannot occur: .+\.$/);
  for (const path of paths) expect(numbersIn(path), path).toContain(number);
});
