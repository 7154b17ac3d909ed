import { describe, expect, it } from "vitest";

import { remedyOf } from "../../src/model/remedy.ts";
import type { ReportFormat } from "../../src/report/format-names.ts";
import { renderAs } from "../../src/report/formats.ts";
import { recordReview } from "../../src/report/record.ts";
import { aFinding, aReview } from "../support/builders.ts";

const pasted = ['resource "x" "y" {', "\tversioning = true # for all @people | `x`", "", "  <b>", "}"];
const remediation = `Add, with the bucket's name:\n\n${pasted.join("\n")}\n`;

function rendered(format: ReportFormat, text = remediation): string {
  return renderAs(format, aReview({ findings: [aFinding({ remediation: text })] }), { color: false });
}

describe("a remedy", () => {
  it.each([
    ["one sentence", "Set the tag.", "Set the tag.", []],
    ["a sentence over two lines", "Set\nthe tag.\n", "Set\nthe tag.", []],
    ["what follows an empty line", "Add:\n\na {\n\n  b\n}\n", "Add:", ["a {", "", "  b", "}"]],
    ["what stands between fences", "Add:\n```hcl\na {}\n```\n", "Add:", ["a {}"]],
    ["nothing", " \n", "", []],
  ])("has %s", (_, text, said, lines) => {
    expect(remedyOf(text)).toEqual({ said, lines });
  });

  it("is cut where it is a whole file", () => {
    const { lines } = remedyOf(`Add:\n\n${"x\n".repeat(1000)}`);
    expect([lines.length, lines.at(-1)]).toEqual([61, "…"]);
  });

  it("can be pasted from the terminal", () => {
    expect(rendered("terminal")).toContain(
      [
        "  remedy: Add, with the bucket's name:",
        '    resource "x" "y" {',
        "      versioning = true # for all @people | `x`",
        "",
        "      <b>",
        "    }",
      ].join("\n"),
    );
  });

  it("is code in the comment, line by line, and nothing of it is markup", () => {
    expect(rendered("markdown")).toContain(
      '**Remedy:** Add, with the bucket\'s name:<br>`resource "x" "y" {`<br>`` ' +
        "  versioning = true # for all @people \\| `x` ``<br>`  <b>`<br>`}`<br>",
    );
  });

  it("is preformatted text in the page, and text in SARIF", () => {
    expect(rendered("html")).toContain(
      "<pre>resource &quot;x&quot; &quot;y&quot; {\n  versioning = true # for all @people | `x`\n\n  &lt;b&gt;\n}",
    );
    const help = /"help": \{\s*"text": (?<text>".*")/.exec(rendered("sarif"))?.groups?.["text"] ?? "";
    expect(String(JSON.parse(help)).split("\n").slice(0, 2)).toEqual(["Add, with the bucket's name:", pasted[0]]);
  });

  it("is kept for the answer to a command", () => {
    const record = recordReview(aReview({ findings: [aFinding({ remediation })] }), [], []);
    expect(remedyOf(record.findings[0]?.remediation ?? "").lines).toHaveLength(pasted.length);
  });
});
