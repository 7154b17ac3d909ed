import { describe, expect, it } from "vitest";

import { renderComment } from "../../src/report/comment.ts";
import { noLinks } from "../../src/report/links.ts";
import type { Finding } from "../../src/model/finding.ts";
import { aFinding, aReview } from "../support/builders.ts";

function comment(...findings: ReadonlyArray<Partial<Finding>>): string {
  const made = findings.map((finding, index) =>
    aFinding({
      policy: `a.p${index}`,
      fingerprint: `${index}`,
      message: `message ${index}`,
      line: index + 1,
      ...finding,
    }),
  );
  return renderComment(aReview({ findings: made }), noLinks);
}

function folded(text: string): string {
  return text.slice(text.indexOf("<details>"));
}

describe("new findings in the comment", () => {
  it("are shown where they gate or are grave, and folded where they are neither", () => {
    const text = comment(
      { severity: "low", enforcement: "deny" },
      { severity: "medium", enforcement: "warn" },
      { severity: "low", enforcement: "warn" },
      { severity: "info", enforcement: "warn" },
    );
    expect(text).toContain("### 2 new findings");
    expect(text).toContain("2 new findings of severity low or info");
    for (const shown of ["message 0", "message 1"]) expect(folded(text)).not.toContain(shown);
    for (const kept of ["message 2", "message 3"]) expect(folded(text)).toContain(kept);
  });

  it("are nothing but folded where all are minor", () => {
    const text = comment({ severity: "info", enforcement: "warn" });
    expect(text).not.toContain("### ");
    expect(text).toContain("1 new finding of severity low or info");
  });

  it("are never folded where they gate", () => {
    expect(comment({ severity: "info", enforcement: "deny" })).not.toContain("<details>");
  });
});
