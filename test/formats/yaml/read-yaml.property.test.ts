import fc from "fast-check";
import { dump } from "js-yaml";
import { describe, expect, it } from "vitest";

import { readManifests } from "../../../src/formats/kubernetes/manifest.ts";
import { readYaml } from "../../../src/formats/yaml/read-yaml.ts";

const runs = { numRuns: 300, seed: 20260102 };

/** Pieces that YAML takes for more than text. */
const pieces = [
  "- ",
  ": ",
  "? ",
  "&a ",
  "*a",
  "!!str ",
  "!x ",
  "<<: ",
  "|\n ",
  ">-\n ",
  "[",
  "]",
  "{",
  "}",
  ",",
  "\n",
  "  ",
  "\t",
  "---\n",
  "...\n",
  "%TAG ! !\n",
  "'",
  '"',
  "\\",
  "#",
  "\uFEFF",
  "\0",
  "a",
  "1",
  "~",
  "on",
  "apiVersion: v1\n",
  "kind: A\n",
  "{{ x }}",
];

const json = fc.jsonValue({ maxDepth: 4 }).filter((value) => !JSON.stringify(value).includes("__proto__"));

describe("any text", () => {
  it("is read without throwing, into JSON with lines that exist", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (parts) => {
        const text = parts.join("");
        const { documents, issues } = readYaml(text, "kubernetes");
        const count = text.split("\n").length;
        for (const document of documents) {
          expect(JSON.stringify(document.value)).toBeTypeOf("string");
          for (const line of [document.line, document.end_line, ...Object.values(document.lines)]) {
            expect(line >= 1 && line <= count).toBe(true);
          }
        }
        for (const { line } of issues) expect(line === null || (line >= 1 && line <= count)).toBe(true);
        readManifests(text);
      }),
      { ...runs, numRuns: 3_000 },
    );
  });
});

describe("what is written as YAML or JSON", () => {
  it("is read as what it was", () => {
    fc.assert(
      fc.property(fc.array(json, { minLength: 1, maxLength: 3 }), (values) => {
        const plain = JSON.parse(JSON.stringify(values)) as ReadonlyArray<unknown>;
        const text = plain.map((value) => dump(value)).join("---\n");
        expect(readYaml(text, "kubernetes").documents.map(({ value }) => value)).toEqual(plain);
        const [first] = readYaml(JSON.stringify(plain, null, 2), "kubernetes").documents;
        expect(first?.value).toEqual(plain);
      }),
      runs,
    );
  });
});
