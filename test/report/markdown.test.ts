import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { visit } from "unist-util-visit";
import { describe, expect, it } from "vitest";

import { code, link, prose, row, tableHead } from "../../src/report/markdown.ts";

/** What GitHub would make of a text: node types, and what could become a mention or a reference. */
function effects(markdown: string): ReadonlyArray<string> {
  const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const found: string[] = [];
  visit(tree, (node) => {
    if (!["root", "paragraph", "text", "inlineCode"].includes(node.type)) found.push(node.type);
    if (node.type !== "text") return;
    for (const match of node.value.matchAll(/@\w|#\d|GH-\d|:[\w+-]+:|https?:|www\.|\b[0-9a-f]{7,}\b/gi))
      found.push(match[0]);
  });
  return found;
}

const hostile = [
  "@acme/security please look",
  "[click](javascript:alert(1))",
  "![x](https://evil.example/x.png)",
  "<img src=x onerror=alert(1)>",
  "<!-- tollgate:review -->",
  "--> out",
  "`code` and ``more``",
  "closes #12 and acme/infra#3 and GH-4",
  "see https://evil.example or www.evil.example",
  "deadbeefcafe1234 is a commit",
  "**bold** _em_ ~~strike~~",
  "a | b | c",
  "# heading",
  "- item",
  "1. item",
  "> quote",
  "mail me@evil.example",
  ":shipit: :+1:",
  "\u202egnp.exe\u202c \u200b@\u200bacme",
  "line\n\n## heading\n\n@acme",
  "&commat;acme &#64;acme",
  "\\@acme \\[x](y)",
  "$x^2$ and $$y$$",
  "<details><summary>x</summary>",
  "arn:aws:iam::123456789012:user/x",
  "[^1]: note",
  "```\nfence",
];

describe("prose and code", () => {
  it.each(hostile)("row 44: makes %j inert", (text) => {
    expect(effects(`We say: ${prose(text)}`)).toEqual([]);
    expect(effects(`We say: ${code(text)}`)).toEqual([]);
  });

  it("makes any text inert", () => {
    const piece = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" }));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const text = pieces.join(" ");
        expect(effects(`We say: ${prose(text)}`)).toEqual([]);
        expect(effects(`We say: ${code(text)}`)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it("leaves the shape of a table alone", () => {
    const markdown = `${tableHead(["A", "B"])}\n${row([prose("x | y `|` z"), code("a|b`|`c\nd")])}`;
    const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
    const table = tree.children[0];
    expect(table?.type === "table" ? table.children.map((item) => item.children.length) : []).toEqual([2, 2]);
  });

  it.each([
    ["plain words stay plain", "plain words stay plain"],
    ["aws_s3_bucket.logs grants public-read to everyone", "`aws_s3_bucket.logs` grants public-read to everyone"],
    ["from $1,234.50 to $5.", "from $1,234.50 to $5."],
    ["$x$ and y$", "`$x$` and `y$`"],
    ["role (arn:aws:iam::1:role/x).", "role (`arn:aws:iam::1:role/x`)."],
    ["Set `encrypted = true`, or remove `a`.", "Set `encrypted = true`, or remove `a`."],
    ["an `odd one and note: on 2026-09-23", "an `` `odd `` one and note: on 2026-09-23"],
    ["", ""],
  ])("%j reads as %j", (text, expected) => {
    expect(prose(text)).toBe(expected);
  });

  it("keeps a link's text from ending the link", () => {
    const markdown = link("a](https://evil.example)[b`", "https://github.example/x");
    const tree = fromMarkdown(markdown);
    const urls: string[] = [];
    visit(tree, "link", (node) => urls.push(node.url));
    expect(urls).toEqual(["https://github.example/x"]);
  });
});
