import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { ChangeSet } from "../../src/model/change-set.ts";
import type { Finding } from "../../src/model/finding.ts";
import { openReviewTools, reviewOf, reviewWithFixes, type MendedReview } from "../../src/review.ts";
import { aTree } from "../formats/kubernetes/builders.ts";
import { exampleOf, packPolicies, regoFiles } from "../pack/pack.ts";

const clock = new Date("2026-01-02T03:04:05Z");
const isMending = (source: string): boolean => source.includes("import data.policies.lib.fix\n");
const policies = packPolicies().filter(({ folder }) =>
  isMending(regoFiles().get(`${folder}/${folder.split("/").at(-1) ?? ""}.rego`) ?? ""),
);

function scanOf(files: Readonly<Record<string, string>>): ChangeSet {
  const tree = aTree(files);
  return { base: null, head: tree, gate: tree, files: [], base_sha: null, head_sha: null };
}

describe("fixes of the pack", () => {
  const tools = openReviewTools(clock, null);
  const own = new Set(policies.map(({ id }) => id));
  let first: MendedReview;
  let second: MendedReview;
  beforeAll(async () => {
    const files = policies.map((policy) => {
      const { name, text } = exampleOf(policy, "bad");
      return [`${policy.folder}/${name}`, text] as const;
    });
    const mended = async (change: ChangeSet): Promise<MendedReview> =>
      reviewWithFixes(
        reviewOf(() => Promise.resolve(change), clock),
        tools,
        {
          isWanted: ({ policy, project }) => own.has(policy) && project.replaceAll("/", ".") === policy,
          showsSecrets: true,
          limit: 100,
        },
      );
    first = await mended(scanOf(Object.fromEntries(files)));
    const after = [...first.texts].map(([path, text]) => [path, text.after] as const);
    second = await mended(scanOf(Object.fromEntries([...files, ...after])));
  }, 120_000);
  afterAll(() => tools.close());

  const of = ({ review }: MendedReview, id: string): ReadonlyArray<Finding> =>
    review.findings.filter(({ policy, project }) => policy === id && project.replaceAll("/", ".") === id);

  it("are many", () => {
    expect(policies.length).toBeGreaterThanOrEqual(10);
  });

  it.each(policies.map(({ id }) => id))("%s mends its bad example", (id) => {
    const fixable = of(first, id).filter(({ fix }) => fix !== undefined);
    expect(fixable.length).toBeGreaterThan(0);
    // What would replace a thing that holds data is refused with that reason, and is right to be.
    const refused = fixable.filter(({ fix }) => fix?.why_not?.includes("[terraform.plan.") === true);
    const mended = fixable.filter((finding) => !refused.includes(finding));
    expect(mended.map(({ fix }) => fix?.why_not)).toEqual(mended.map(() => null));
    expect(of(second, id).filter(({ fix }) => fix !== undefined).length).toBe(refused.length);
  });

  it("replaces whole lines that are there", () => {
    for (const { fix } of first.review.findings) {
      for (const edit of fix?.edits ?? []) {
        const lines = first.texts.get(edit.path)?.before.match(/[^\n]*\n/g) ?? [];
        expect(lines.slice(edit.line - 1, edit.end_line).join("")).toBe(edit.old);
        expect(edit.new).not.toBe(edit.old);
      }
    }
  });
});
