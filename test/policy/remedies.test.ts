import { describe, expect, it } from "vitest";

import { remedyOf } from "../../src/policy/remedies.ts";

/** The remedy of a message about the place where `^` stands in the source. */
function remedy(message: string, marked: string): string | null {
  const before = marked.slice(0, marked.indexOf("^")).split("\n");
  const source = marked.replace("^", "");
  return remedyOf({ message, row: before.length, col: (before.at(-1)?.length ?? 0) + 1, source });
}

describe("remedies", () => {
  it.each([
    ["unexpected eof token", "package a\n\ndeny if {\n\tx == [1,\n\t2]\n^", "the { of line 3 is never closed"],
    ["unexpected eof token", 'package a\n\nx := "{"\n# {\ny := [1\n^', "the [ of line 5 is never closed"],
    ["unexpected eof token", "package a\n\nx :=^", "the file ends in the middle of a rule"],
    ["`if` keyword is required before rule body", '^deny contains "x" {', 'write `deny contains "x" if {`'],
    ["`contains` keyword is required for partial set rules", "^deny[msg] {", "write `deny contains msg if {`"],
    ["illegal token", "deny contains ^'x' if {", "texts stand in double quotes, patterns in backquotes"],
    ["illegal token", "x := ^\u00e4b", "is a text without its quotes?"],
    ["unexpected eq token", "\tr.type ==^= 1", "compare with =="],
    [
      "unexpected identifier token: expected \\n or ; or }",
      "\tfor ^r in xs",
      "write some x in xs: the body is tried with each, or every x in xs { … }",
    ],
    [
      "unexpected string token: non-terminated object",
      '{"a": 1 ^"b": 2}',
      "is a comma or a bracket missing before it?",
    ],
    [
      "var r is unsafe",
      "\t^r.type",
      "r has no value here: get it by r := …, or by some r in …, in the same body and not below not",
    ],
    ["conflicting rules data.a.deny found", "^default deny := false", "a set needs no default: remove the line"],
    [
      "conflicting rules data.a.deny found",
      "^deny := 1",
      "rules of one name are either all sets (contains) or all values (:=)",
    ],
    [
      "yaml: line 2: mapping values are not allowed in this context",
      "# ^title: a: b",
      "METADATA is YAML: put a text with a colon or a # into quotes",
    ],
    ["undefined ref: input.x", "^input.x", null],
  ])("of %s in %j", (message, marked, expected) => {
    expect(remedy(message, marked)).toBe(expected);
  });
});
