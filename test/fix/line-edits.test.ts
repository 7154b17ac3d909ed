import { describe, expect, it } from "vitest";

import { lineEdits } from "../../src/fix/line-edits.ts";
import type { Edit } from "../../src/model/fix.ts";

/** The text with the edits applied, the last one first, as somebody who takes suggestions does it. */
function applied(text: string, edits: ReadonlyArray<Edit>): string {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  for (const { line, end_line, old, new: written } of edits.toReversed()) {
    expect(lines.slice(line - 1, end_line).join("")).toBe(old);
    lines.splice(line - 1, end_line - line + 1, written);
  }
  return lines.join("");
}

const block = 'resource "x" "y" {\n  type = "gp2"\n  size = 400\n}\n';

describe("edits of lines", () => {
  it.each([
    ["a changed line", block.replace("gp2", "gp3")],
    ["a line before the last", block.replace("}", "  throughput = 250\n}")],
    ["both", block.replace("gp2", "gp3").replace("}", "  throughput = 250\n}")],
    ["a line at the top", `# first\n${block}`],
    ["a line at the end", `${block}# last\n`],
    ["a line in the middle", block.replace("  size", "  iops = 3\n  size")],
    ["a line that is gone", block.replace('  type = "gp2"\n', "")],
    ["nothing", block],
  ])("give the text after: %s", (_, after) => {
    const edits = lineEdits("main.tf", block, after);
    expect(applied(block, edits)).toBe(after);
    expect(edits.every(({ line, end_line }) => line >= 1 && end_line >= line)).toBe(true);
  });

  it("stand on a line that is there", () => {
    expect(lineEdits("main.tf", block, block.replace("}", "  x = 1\n}"))).toEqual([
      { path: "main.tf", line: 4, end_line: 4, old: "}\n", new: "  x = 1\n}\n" },
    ]);
  });

  it("give the text after for random texts", () => {
    let state = 7;
    const next = (below: number): number => (state = (state * 1103515245 + 12345) % 2147483648) % below;
    const text = (): string => Array.from({ length: 1 + next(8) }, () => `l${next(4)}\n`).join("");
    for (let round = 0; round < 300; round++) {
      const [before, after] = [text(), text()];
      expect(applied(before, lineEdits("a", before, after))).toBe(after);
    }
  });
});
