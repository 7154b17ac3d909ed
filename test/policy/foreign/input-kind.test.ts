import { describe, expect, it } from "vitest";
import { foreignInputs } from "../../../src/policy/foreign/input-kind.ts";
import type { DescribedPolicy } from "../../../src/policy/metadata.ts";

function described(given: Partial<DescribedPolicy> & { readonly input?: string }): DescribedPolicy {
  const annotations = { title: "", description: "", custom: given.input === undefined ? {} : { input: given.input } };
  return {
    package: "main",
    file: "p.rego",
    row: 1,
    annotations,
    rules: [],
    reads: [],
    reads_file: false,
    schemas: [],
    ...given,
  };
}

function kindsOf(given: Parameters<typeof described>[0]): string {
  return foreignInputs(described(given))
    .map((input) => (input.kind === "plan" && input.under !== null ? `plan under ${input.under}` : input.kind))
    .join(" and ");
}

describe("the document that a policy was written for", () => {
  it.each([
    ["resources[_].type", ""],
    ["cost.delta", ""],
    ["project.name", ""],
    ["project.build.plugins", "file"],
    ["resource.aws_s3_bucket", "file"],
    ["metadata.labels", "file"],
    ["[_].Cmd", "file"],
    ["[_].contents.kind", "files"],
    ["resource_changes[_].change", "plan"],
    ["planned_values.root_module", "plan"],
    ["plan.resource_changes[_]", "plan under plan"],
    ["tfplan.resource_changes[_]", "plan under tfplan"],
    ["terraform.resource_changes[_]", "plan under terraform"],
    ["configuration.root_module", "plan"],
    ["configuration.replicas", "file"],
    ["review.object.kind", "admission"],
    ["", "file"],
  ])("is known by what it reads: %s", (read, kind) => {
    expect(kindsOf({ reads: [read] })).toBe(kind);
  });

  it("is Tollgate's own where the package, a schema or METADATA says so, or nothing is read", () => {
    expect(kindsOf({ package: "policies.acme.x", reads: ["kind"] })).toBe("");
    expect(kindsOf({ reads: ["kind"], schemas: ["schema.review"] })).toBe("");
    expect(kindsOf({ reads: ["kind"], input: "review" })).toBe("");
    expect(kindsOf({ reads: [] })).toBe("");
    expect(kindsOf({ reads: ["resources"], input: "files" })).toBe("files");
  });

  it("may be two: rules on plans beside rules on files", () => {
    expect(kindsOf({ reads: ["resource_changes[_].type", "resource"] })).toBe("plan and file");
    expect(kindsOf({ reads: ["kind", "review.object"] })).toBe("file");
    expect(kindsOf({ reads: ["", "review.object"] })).toBe("file");
    expect(kindsOf({ reads: ["parameters.keys", "review.object"] })).toBe("admission");
  });
});
