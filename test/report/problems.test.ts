import { expect, it } from "vitest";

import { annotate } from "../../src/report/annotations.ts";
import { renderComment } from "../../src/report/comment.ts";
import { renderAs } from "../../src/report/formats.ts";
import { noLinks } from "../../src/report/links.ts";
import type { JudgedProblem } from "../../src/model/problem.ts";
import { aReview } from "../support/builders.ts";

const undeclared = (line: number, given: Partial<JudgedProblem> = {}): JudgedProblem => ({
  path: "infra/main.tf",
  line,
  message: "var.env is not declared in infra; expected a declaration in the same directory",
  project: "infra",
  status: "new",
  gates: true,
  ...given,
});
const review = aReview({
  problems: [
    ...Array.from({ length: 30 }, (_, at) => undeclared(at + 1)),
    undeclared(40, { gates: false, status: "existing" }),
    undeclared(1, { project: "other", path: "other/main.tf" }),
    undeclared(50, { message: "var.region is not declared in infra" }),
  ],
});

it.each([
  ["the terminal", renderAs("terminal", review, { color: false })],
  ["the comment", renderComment(review, noLinks)],
  ["the page", renderAs("html", review, { color: false })],
])("%s tells one cause once, with its places", (_what, text) => {
  expect(text.match(/var\.env is not declared/g)).toHaveLength(3); // it gates, it was known, and in another project
  expect(text.match(/var\.region is not declared/g)).toHaveLength(1);
  expect(text).toContain(
    "also at infra/main.tf:2, infra/main.tf:3, infra/main.tf:4, infra/main.tf:5, infra/main.tf:6 and 24 more",
  );
});

it("lines are told a few times, and the JSON report has all", () => {
  const lines = annotate(review, "policy").map(({ path, start_line }) => `${path}:${start_line}`);

  expect(lines).toEqual([
    ...Array.from({ length: 10 }, (_, at) => `infra/main.tf:${at + 1}`),
    "other/main.tf:1",
    "infra/main.tf:50",
  ]);
  expect(renderAs("json", review, { color: false }).match(/var\.env is not declared/g)).toHaveLength(32);
});
