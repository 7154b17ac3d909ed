import { describe, expect, it } from "vitest";

import { readYaml } from "../../../src/formats/yaml/read-yaml.ts";
import { yamlBounds } from "../../../src/formats/yaml/yaml-stream.ts";

function only(text: string): unknown {
  const stream = readYaml(text, "kubernetes");
  expect(stream.issues).toEqual([]);
  return stream.documents[0]?.value;
}

describe("row 38: plain scalars as Kubernetes reads them", () => {
  it.each([
    ["yes", true],
    ["off", false],
    ["y", true],
    ["N", false],
    ["True", true],
    ["0777", 511],
    ["0o17", 15],
    ["08", 8],
    ["0x1F", 31],
    ["0b101", 5],
    ["1_000", 1000],
    ["+12", 12],
    ["-0", 0],
    [".5", 0.5],
    ["1e3", 1000],
    ["1.", 1],
    ["12:30:45", "12:30:45"],
    ["2001-12-14", "2001-12-14"],
    ["1.2.3", "1.2.3"],
    ["~", null],
    ["Null", null],
    [".inf", ".inf"],
    ["0xZZ", "0xZZ"],
    ["'yes'", "yes"],
    ['"1"', "1"],
    ["!!str 1", "1"],
    ["!!int '7'", 7],
    ["! 1", "1"],
    ["!<tag:yaml.org,2002:str> 0777", "0777"],
    ["!!binary aGVsbG8=", "hello"],
  ])("%s", (text, value) => {
    expect(only(text)).toEqual(value);
  });

  it.each([
    ["yes", "yes"],
    ["0777", 777],
    ["0o17", 15],
    ["true", true],
    ["on", "on"],
  ])("core: %s", (text, value) => {
    expect(readYaml(text, "core").documents[0]?.value).toEqual(value);
  });
});

describe("lines", () => {
  it("has the line of every key and list item, over documents, anchors and block scalars", () => {
    const text = `# comment
apiVersion: v1
data:
  a/b~c: |
    one
    two

  list:
  - x
  - name: w
    z: 1
  flow: {p: 1, q: [1,
    2]}
---
# second
base: &base
  k: v
copy: *base
merged:
  <<: *base
  own: 1
`;
    const { documents, issues } = readYaml(text, "kubernetes");
    expect(issues).toEqual([]);
    expect(documents).toEqual([
      {
        value: {
          apiVersion: "v1",
          data: { "a/b~c": "one\ntwo\n", list: ["x", { name: "w", z: 1 }], flow: { p: 1, q: [1, 2] } },
        },
        line: 2,
        end_line: 13,
        lines: {
          "/apiVersion": 2,
          "/data": 3,
          "/data/a~1b~0c": 4,
          "/data/list": 8,
          "/data/list/0": 9,
          "/data/list/1": 10,
          "/data/list/1/name": 10,
          "/data/list/1/z": 11,
          "/data/flow": 12,
          "/data/flow/p": 12,
          "/data/flow/q": 12,
          "/data/flow/q/0": 12,
          "/data/flow/q/1": 13,
        },
      },
      {
        value: { base: { k: "v" }, copy: { k: "v" }, merged: { own: 1, k: "v" } },
        line: 16,
        end_line: 21,
        lines: {
          "/base": 16,
          "/base/k": 17,
          "/copy": 18,
          "/merged": 19,
          "/merged/own": 21,
          "/merged/k": 20,
        },
      },
    ]);
  });

  it("ends a block scalar at its last line of ink", () => {
    const { documents } = readYaml("a: |\n  x\n  y\n\n\n---\nb: 1\n", "kubernetes");
    expect(documents.map(({ line, end_line }) => [line, end_line])).toEqual([
      [1, 3],
      [7, 7],
    ]);
  });

  it("reads JSON with tabs, and Windows line ends", () => {
    expect(readYaml('{\n\t"a": {\r\n\t\t"b": [1, "\\ud83d\\ude00"]\n\t}\n}\n', "kubernetes")).toEqual({
      documents: [
        {
          value: { a: { b: [1, "😀"] } },
          line: 1,
          end_line: 3,
          lines: { "/a": 2, "/a/b": 3, "/a/b/0": 3, "/a/b/1": 3 },
        },
      ],
      issues: [],
    });
  });

  it("reads a byte-order mark as nothing", () => {
    expect(only("\uFEFFa: 1")).toEqual({ a: 1 });
  });

  it.each(["", "# nothing\n", "---\n", "\n\n---\n---\n"])("has nothing to say of %j", (text) => {
    const stream = readYaml(text, "kubernetes");
    expect(stream.issues).toEqual([]);
    expect(stream.documents.every(({ value }) => value === null)).toBe(true);
  });
});

describe("merges", () => {
  it("lets own keys win, then the earlier source", () => {
    expect(only("a: &a {x: 1, w: 1}\nb: &b {x: 2, z: 2}\nc: {z: 3, <<: [*a, *b]}")).toEqual({
      a: { x: 1, w: 1 },
      b: { x: 2, z: 2 },
      c: { z: 3, x: 1, w: 1 },
    });
  });
  it("keeps a quoted << as a key", () => {
    expect(only('"<<": 1')).toEqual({ "<<": 1 });
  });
});

function bomb(): string {
  const levels = ["a: &a [x, x, x, x, x, x, x, x, x, x]"];
  for (let at = 1; at < 10; at += 1) {
    const [name, before] = [String.fromCharCode(97 + at), String.fromCharCode(96 + at)];
    levels.push(`${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(", ")}]`);
  }
  return levels.join("\n");
}

function deepByAliases(): string {
  const lines = ["a0: &a0 1"];
  for (let at = 1; at < 10; at += 1) lines.push(`a${at}: &a${at} ${"[".repeat(20)}*a${at - 1}${"]".repeat(20)}`);
  return lines.join("\n");
}

describe("row 37: what cannot be read is named with its line, and the rest is read", () => {
  it.each([
    ["syntax", "a: [1, 2\nb: 1", 2, /not valid YAML/],
    ["tab indentation", "a:\n\tb: 1", 2, /tab/],
    ["NUL", "a: 1\nb: \0", 2, /null byte/],
    ["cycle", "a: &a\n  - *a", 2, /cycle/],
    ["unknown alias", "a: *b", 1, /no anchor/],
    ["bomb", bomb(), 6, /alias bomb/],
    ["too many aliases", `a: &a 1\nb: [${"*a, ".repeat(yamlBounds.aliases + 1)}]`, 2, /aliases/],
    ["depth", "[".repeat(200), 1, /maxDepth/],
    ["depth by aliases", deepByAliases(), 6, /deeper than 100/],
    ["complex key", "? [a]\n: 1", 1, /used as a key/],
    ["prototype", "a:\n  __proto__: {x: 1}", 2, /__proto__/],
    ["merge of a scalar", "a: &a 1\nb: {<<: *a}", 2, /<< takes/],
  ])("%s", (_name, text, line, message) => {
    const { documents, issues } = readYaml(`first: 1\n---\n${text}\n---\nlast: 1\n`, "kubernetes");
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatchObject({ line: line + 2, fatal: true });
    expect(issues[0]?.message).toMatch(message);
    expect(documents.map(({ value }) => value)).toEqual([{ first: 1 }, { last: 1 }]);
    expect(documents.map((document) => document.line)).toEqual([1, text.split("\n").length + 4]);
  });

  it.each([
    ["unknown tag", "a: !foo 3", { a: 3 }, 'unknown tag "!foo" on a scalar'],
    ["unknown tag on a mapping", "a: !Ref {b: 1}", { a: { b: 1 } }, 'unknown tag "!Ref" on a mapping'],
    ["duplicate", "a: 1\na: 2", { a: 2 }, 'the key "a" occurs twice in one mapping, first on line 1'],
    ["tag that does not fit", "a: !!int x", { a: "x" }, '"x" does not fit its tag !!int'],
  ])("%s, and the document is read all the same", (_name, text, value, message) => {
    const { documents, issues } = readYaml(text, "kubernetes");
    expect(documents.map((document) => document.value)).toEqual([value]);
    expect(issues).toHaveLength(1);
    expect(issues[0]?.message).toContain(message);
    expect(issues[0]?.fatal).toBe(false);
  });

  it("shares the alias budget between documents", () => {
    const one = `a: &a ${"x".repeat(9_000)}\nb: [${"*a, ".repeat(60)}]`;
    const { issues } = readYaml([one, one, one].join("\n---\n"), "kubernetes");
    expect(issues.map(({ line }) => line)).toEqual([5, 8]);
  });

  it("bounds documents and issues", () => {
    const many = readYaml("--- 1\n".repeat(yamlBounds.documents + 5), "kubernetes");
    expect(many.documents).toHaveLength(yamlBounds.documents);
    expect(many.issues[0]?.message).toContain("documents in one file");
    expect(readYaml("a: 1\na: 1\n---\n".repeat(500), "kubernetes").issues).toHaveLength(yamlBounds.issues + 1);
  });

  it("keeps directives with the document that follows", () => {
    const { documents, issues } = readYaml("a: [\n---\nb: 1\n...\n%YAML 1.1\n---\nc: 1", "kubernetes");
    expect(issues).toHaveLength(1);
    expect(documents.map(({ value }) => value)).toContainEqual({ c: 1 });
  });
});

describe("lines inside quotes and brackets, as libyaml and go-yaml read them", () => {
  it.each([
    ["a bracket under its key", "a: [\n  b\n]\n", { a: ["b"] }],
    ["one under a nested key", "a:\n  b: {\n    c: 1\n  }\nd: 2\n", { a: { b: { c: 1 } }, d: 2 }],
    ["one to the left of its key", "a:\n  b: [\n c\n]\n", { a: { b: ["c"] } }],
    ["lists in lists", "- - a: [\n b\n]\n- c\n", [[{ a: ["b"] }], "c"]],
    ["a comment with a quote, and a blank line", "a: [\n# it's\n\n  b,\nc]\n", { a: ["b", "c"] }],
    ["tabs", "a: [\n\tb\n]\n", { a: ["b"] }],
    ["Windows line ends", "a: [\r\n  b\r\n]\r\n", { a: ["b"] }],
    ["single quotes that go on", "a:\n  - b: 'x\n  y'\n    c: 1\n", { a: [{ b: "x y", c: 1 }] }],
    ["double quotes with an escaped break", 'a: "x\\\ny"\n', { a: "xy" }],
    ["an empty line that is a break", "a:\n  b: 'x\n\n y'\n", { a: { b: "x\ny" } }],
    ["a plain text that goes on", "a: [b\nc]\n", { a: ["b c"] }],
    ["quotes in brackets, twice", 'a: ["\n x\n"]\nb: ["\n y\n"]\nc: 1\n', { a: [" x "], b: [" y "], c: 1 }],
    [
      "and after what is closed",
      "a: ['b', 'c\nd']\ne: ['f', g,\n'h']\ni: 'j'\n",
      { a: ["b", "c d"], e: ["f", "g", "h"], i: "j" },
    ],
    [
      "quotes that begin in the middle",
      "a: 'b\nc'\nd: [e, f,\ng, 'h\ni', j\n]\nk: l\n",
      { a: "b c", d: ["e", "f", "g", "h i", "j"], k: "l" },
    ],
    [
      "what only looks like a quote",
      "a: 'b\nc'\nd: it 'is\ne: no, 'n\nf: # don't\n  g\n",
      { a: "b c", d: "it 'is", e: "no, 'n", f: "g" },
    ],
  ])("%s", (_, text, value) => {
    expect(only(text)).toEqual(value);
  });

  it("keeps the lines and the other documents", () => {
    const { documents, issues } = readYaml("a: [\n  b\n]\nc: 1\n---\nd: 1\n", "kubernetes");
    expect(issues).toEqual([]);
    expect(documents.map(({ lines }) => lines)).toEqual([{ "/a": 1, "/a/0": 2, "/c": 4 }, { "/d": 6 }]);
  });

  it.each([
    ["a quote that nobody closes", "a: 'b\nc: d\ne: 'f'\n", 2, "deficient indentation"],
    ["one that ends with its document", "a: 'b\n---\nc: 'd'\n", 1, "unexpected end of the stream"],
    ["a bracket that nobody closes", "a: [\nb\n", 2, "deficient indentation"],
    ["a lone carriage return", "a: [\r b\n]\n", 3, "deficient indentation"],
  ])("names %s by its first line", (_, text, line, message) => {
    const [issue] = readYaml(text, "kubernetes").issues;
    expect(issue).toMatchObject({ line, message: expect.stringContaining(message) as string });
  });

  it("reads many of them at once, and leaves the texts alone that look alike", () => {
    const list = Array.from({ length: 3_000 }, (_, at) => [
      `  - single: 'x${at}`,
      "  don''t: y'",
      `    double: "x\\"${at}`,
      '   z"',
      "    block: |",
      "      it: 'x",
      "      y",
      "    folded: >-",
      '       a: "b',
      "    plain: it's",
    ]);
    const { documents, issues } = readYaml(`list:\n${list.flat().join("\n")}\n`, "kubernetes");
    expect(issues).toEqual([]);
    expect(documents[0]?.value).toMatchObject({
      list: list.map((_, at) => ({
        single: `x${at} don't: y`,
        double: `x"${at} z`,
        block: "it: 'x\ny\n",
        folded: 'a: "b',
        plain: "it's",
      })),
    });
    expect(documents[0]?.lines["/list/2999/plain"]).toBe(30_001);
  });

  it("gives up where it would take long", () => {
    const { issues } = readYaml(`a:\n${"- [x,\ny]\n".repeat(50_000)}`, "kubernetes");
    expect(issues).toMatchObject([{ line: 3, message: "not valid YAML: deficient indentation" }]);
  });
});
