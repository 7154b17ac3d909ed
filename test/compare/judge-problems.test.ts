import { describe, expect, it } from "vitest";

import { judgeProblems } from "../../src/compare/judge-problems.ts";
import type { Problem } from "../../src/model/problem.ts";

function aProblem(over: Partial<Problem> = {}): Problem {
  return { path: "a.tf", line: 1, message: "broken", project: ".", hides: ["a.tf"], ...over };
}

const nothing: ReadonlySet<string> = new Set();

describe("judgeProblems", () => {
  it.each<[string, Problem, Problem, ReadonlySet<string>, boolean, boolean]>([
    ["the same", aProblem(), aProblem(), nothing, false, false],
    ["on another line", aProblem({ line: 1 }), aProblem({ line: 9 }), nothing, false, false],
    [
      "naming another line",
      aProblem({ message: "first on line 2" }),
      aProblem({ message: "first on line 12" }),
      nothing,
      false,
      false,
    ],
    ["another message", aProblem(), aProblem({ message: "worse" }), nothing, true, true],
    ["another file", aProblem(), aProblem({ path: "b.tf" }), nothing, true, true],
    ["another project", aProblem(), aProblem({ project: "b" }), nothing, true, true],
    ["its file changed", aProblem(), aProblem(), new Set(["a.tf"]), false, true],
    ["what it hides changed", aProblem(), aProblem({ hides: ["m/x.tf"] }), new Set(["m/x.tf"]), false, true],
    ["something else changed", aProblem(), aProblem(), new Set(["b.tf"]), false, false],
  ])("%s", (_name, base, head, changed, isNew, gates) => {
    expect(judgeProblems([base], [head], changed)).toEqual([
      {
        path: head.path,
        line: head.line,
        message: head.message,
        project: head.project,
        status: isNew ? "new" : "existing",
        gates,
      },
    ]);
  });

  it("counts: a second equal problem is new", () => {
    const judged = judgeProblems([aProblem()], [aProblem({ line: 5 }), aProblem({ line: 2 })], nothing);
    expect(judged.map(({ line, status, gates }) => [line, status, gates])).toEqual([
      [2, "existing", false],
      [5, "new", true],
    ]);
  });

  it("follows renames", () => {
    const head = aProblem({ path: "new.tf", hides: ["new.tf"] });
    expect(judgeProblems([aProblem()], [head], nothing, new Map([["new.tf", "a.tf"]]))[0]?.status).toBe("existing");
  });

  it("says nothing of what is repaired, and sorts by place", () => {
    expect(judgeProblems([aProblem()], [], nothing)).toEqual([]);
    const judged = judgeProblems(
      [],
      [aProblem({ path: "b" }), aProblem({ line: null }), aProblem({ line: 3 })],
      nothing,
    );
    expect(judged.map(({ path, line }) => [path, line])).toEqual([
      ["a.tf", null],
      ["a.tf", 3],
      ["b", 1],
    ]);
  });
});

describe("a problem with a digest", () => {
  const call: Problem = {
    path: "main.tf",
    line: 3,
    message: "module not available",
    project: ".",
    hides: ["main.tf"],
    digest: "a",
  };

  it.each<[string, Problem, boolean]>([
    ["does not gate when other parts of its file change", call, false],
    ["gates when what it hides changes", { ...call, digest: "b" }, true],
  ])("%s", (_, head, gates) => {
    expect(judgeProblems([call], [head], new Set(["main.tf"]))).toMatchObject([{ gates }]);
  });
});
