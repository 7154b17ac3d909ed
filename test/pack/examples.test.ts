import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { ChangeSet } from "../../src/model/change-set.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { Review } from "../../src/model/review.ts";
import { openReviewTools, review, reviewOf } from "../../src/review.ts";
import { aTree } from "../formats/kubernetes/builders.ts";
import { exampleOf, hasBase, packPolicies } from "./pack.ts";

const clock = new Date("2026-01-02T03:04:05Z");
const policies = packPolicies();

const sides = ["bad", "good"] as const;

/** Every example is a project of its own, in a folder that is named by the policy; some are changes of what was there. */
function examples(): ChangeSet {
  const head = policies.flatMap((policy) => sides.map((side) => placed(side, policy, side)));
  const base = policies.filter(hasBase).flatMap((policy) => sides.map((side) => placed(side, policy, "base")));
  const tree = aTree(Object.fromEntries(head));
  const before = new Map(base);
  const files = head.map(([path]) => ({
    path,
    status: before.has(path) ? ("modified" as const) : ("added" as const),
    previous_path: null,
  }));
  return { base: aTree(Object.fromEntries(base)), head: tree, gate: tree, files, base_sha: null, head_sha: null };
}

function placed(
  side: (typeof sides)[number],
  policy: (typeof policies)[number],
  which: (typeof sides)[number] | "base",
): readonly [string, string] {
  const { name, text } = exampleOf(policy, which);
  return [`${side}/${policy.folder}/${name}`, text];
}

describe("examples of the pack, reviewed from file to finding", () => {
  const tools = openReviewTools(clock, null);
  let result: Review;
  beforeAll(async () => {
    result = await review(
      reviewOf(() => Promise.resolve(examples()), clock),
      tools,
    );
  }, 300_000);
  afterAll(() => tools.close());

  function found(which: string, folder: string, id: string): ReadonlyArray<Finding> {
    const directory = `${which}/${folder}`;
    const isHere = (project: string): boolean =>
      [
        directory,
        `${directory}/.github/workflows`,
        `${directory} (dockerfile)`,
        `${directory} (kustomization)`,
      ].includes(project);
    return result.findings.filter(
      ({ project, policy, status }) => isHere(project) && policy === id && status === "new",
    );
  }

  it("are read without a problem", () => {
    expect(result.failure).toBeNull();
    const foreignModules = "/terraform/module/"; // what these are about cannot be had
    expect(result.problems.filter(({ path }) => !path.includes(foreignModules))).toEqual([]);
  });

  describe.each(policies)("$id", ({ id, folder }) => {
    it("fires on its bad example, on a line of it", () => {
      const [first] = found("bad", folder, id);
      expect(first).toMatchObject({ policy: id, title: expect.any(String) as string });
      expect(first?.path === null || first?.path.startsWith(`bad/${folder}/`)).toBe(true);
      expect(first?.address === null || (first?.line ?? 0) > 0).toBe(true);
    });

    it("is silent on its good example", () => {
      expect(found("good", folder, id)).toEqual([]);
    });
  });

  it("points at the attribute itself where there is one", () => {
    const lines = [
      "aws.s3.public_bucket",
      "aws.security_group.ssh_open",
      "kubernetes.pod.privileged",
      "kubernetes.secret.plaintext",
    ].map(
      (id) =>
        result.findings.find(({ policy, project }) => policy === id && project === `bad/${id.replaceAll(".", "/")}`)
          ?.line,
    );
    expect(lines).toEqual([7, 9, 19, 7]);
  });
});
