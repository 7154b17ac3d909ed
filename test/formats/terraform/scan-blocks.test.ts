import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { factsOfJson, factsOfText } from "../../../src/formats/terraform/file-facts.ts";
import { scanBlocks } from "../../../src/formats/terraform/scan-blocks.ts";

describe("calls", () => {
  it.each<[string, string, ReadonlyArray<string>]>([
    ["a path", 'module "m" {\n  source = "./m"\n}', ["./m"]],
    ["on one line", 'module "m" { source = "../m" }', ["../m"]],
    ["beside nested braces", 'module "m" {\n  a = { b = "x" }\n  source = "./m"\n}', ["./m"]],
    ["behind text with braces", 'locals {\n  a = "}{ ${f("}")} \\" }"\n}\nmodule "m" { source = "./m" }', ["./m"]],
    ["behind an escaped interpolation", 'locals {\n  a = "$${x}"\n}\nmodule "m" { source = "./m" }', ["./m"]],
    [
      "behind a heredoc",
      'locals {\n  a = <<-EOT\n    module "x" {\n    EOT\n}\nmodule "m" { source = "./m" }',
      ["./m"],
    ],
    ["not in a comment", '# module "m" {\n/* module "n" { source = "./n" } */\n// source = "./m"\n', []],
    ["not a registry's", 'module "m" { source = "a/b/c" }', []],
    ["not another argument", 'module "m" {\n  source_dir = "./m"\n  x { source = "./n" }\n}', []],
    ["not another block", 'resource "x" "m" { source = "./m" }', []],
  ])("%s", (_, text, calls) => {
    expect(factsOfText(text).calls).toEqual(calls);
  });

  it("in JSON syntax", () => {
    const facts = factsOfJson('{"module": [{"m": {"source": "./m"}}], "terraform": {"backend": {"s3": {}}}}');
    expect(facts).toMatchObject({ calls: ["./m"], isRoot: true });
    expect(factsOfJson("{").isRoot).toBe(false);
  });
});

describe("roots", () => {
  it.each<[string, boolean]>([
    ['provider "aws" {}', false],
    ['terraform {\n  required_version = "1"\n  backend "s3" {\n  }\n}', true],
    ["terraform {\n  cloud {}\n}", true],
    ["terraform {\n  required_providers {\n    aws = {}\n  }\n}", false],
    ['resource "x" "provider" {}', false],
    ['locals { provider = "x" }', false],
  ])("%s: %s", (text, isRoot) => {
    expect(factsOfText(text).isRoot).toBe(isRoot);
  });
});

describe("reads", () => {
  it.each<[string, unknown]>([
    ['file("a.txt")', { from: "root", path: "a.txt", exact: true }],
    ['file("${path.module}/a.txt")', { from: "module", path: "a.txt", exact: true }],
    ['templatefile("${path.root}/t/a.tftpl", {})', { from: "root", path: "t/a.tftpl", exact: true }],
    ['filebase64sha256 ( "${path.module}/z/${var.n}.zip")', { from: "module", path: "z/", exact: false }],
    ['fileset(path.module, "x/*.json")', { from: "module", path: "", exact: false }],
    ['fileset("${path.module}/x", "*")', { from: "module", path: "x", exact: false }],
    ["file(local.path)", { from: "anywhere", path: "", exact: false }],
    ['file("${var.path}/a")', { from: "anywhere", path: "", exact: false }],
    ['file(format("%s", "a"))', { from: "anywhere", path: "", exact: false }],
  ])("%s", (call, read) => {
    expect(factsOfText(`locals { a = ${call} }`).reads).toEqual([read]);
  });
});

describe("variable files", () => {
  it("have names at their top only", () => {
    expect(scanBlocks('a = 1\nb = {\n  c = 2\n}\nd = [\n  "x"\n]\n"e" = 1\n').names).toEqual(["a", "b", "d"]);
  });
});

it("any text is scanned without throwing", () => {
  const fragment = fc.constantFrom(
    '"',
    "${",
    "}",
    "{",
    "<<EOT\n",
    "EOT\n",
    "/*",
    "*/",
    "#",
    "\n",
    "a",
    "=",
    "\\",
    "[",
    "$$",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(fragment, fc.string()), { maxLength: 60 }), (parts) => {
      expect(scanBlocks(parts.join("")).blocks).toBeInstanceOf(Array);
    }),
  );
});
