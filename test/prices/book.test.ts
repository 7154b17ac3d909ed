import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseCsv } from "../../scripts/prices/csv.ts";
import { makeBook } from "../../scripts/prices/make-book.ts";

const prices = join(import.meta.dirname, "..", "..", "prices");
const source = (name: string): string => readFileSync(join(prices, "sources", name), "utf8");
const committed = (path: string): string => readFileSync(join(prices, "book", path), "utf8");

describe("npm run prices:build", () => {
  const book = makeBook(source);

  it("makes the committed book, byte for byte", () => {
    const different = [...book].filter(([path, text]) => committed(path) !== text).map(([path]) => path);
    expect(different).toEqual([]);
    expect(globSync("**/*.json", { cwd: join(prices, "book") }).toSorted()).toEqual([...book.keys()].toSorted());
  });

  it("makes the same book twice", () => {
    expect([...makeBook(source)]).toEqual([...book]);
  });

  it("lists every file with its hash", () => {
    const manifest = JSON.parse(book.get("manifest.json") ?? "") as { files: Record<string, string> };
    const hashes = [...book].filter(([path]) => path !== "manifest.json").map(([path, text]) => [path, createHash("sha256").update(text).digest("hex")]);
    expect(manifest.files).toEqual(Object.fromEntries(hashes));
  });

  it("changes with a source's figure", () => {
    const dearer = makeBook((name) => (name === "aws-rates.csv" ? source(name).replace("us-east-1,EC2,NAT gateway,hour,0.045", "us-east-1,EC2,NAT gateway,hour,0.046") : source(name)));
    expect([...dearer].filter(([path, text]) => book.get(path) !== text).map(([path]) => path)).toEqual(["aws/nat.json", "manifest.json"]);
  });

  it("fails where a rate has no row", () => {
    expect(() => makeBook((name) => (name === "aws-rates.csv" ? source(name).replaceAll("Application LB", "LB") : source(name)))).toThrow(
      "No row of the sources gives elb/application.",
    );
  });
});

describe("parseCsv", () => {
  it("reads quoted cells and empty ones", () => {
    expect(parseCsv('a,b,c\n1,"x, ""y""",\n', "t.csv")).toEqual([{ a: "1", b: 'x, "y"', c: "" }]);
  });

  it.each([
    ["a,b\n1\n", "t.csv, record 2: 1 cells, expected 2."],
    ["", "t.csv is empty; a header line was expected."],
  ])("refuses %j", (text, message) => {
    expect(() => parseCsv(text, "t.csv")).toThrow(message);
  });
});
