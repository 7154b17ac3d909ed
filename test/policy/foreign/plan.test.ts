import { afterAll, describe, expect, it } from "vitest";
import { planInput } from "../../../src/policy/foreign/plan-input.ts";
import { aResource } from "../builders.ts";
import { openReviewing, shown } from "./reviewing.ts";

const reviewing = openReviewing();
afterAll(() => reviewing.close());

const publicBucket = (input: string): string => `package terraform.s3

import rego.v1

deny contains msg if {
	some change in ${input}.resource_changes
	change.type == "aws_s3_bucket"
	some action in change.change.actions
	action in {"create", "update"}
	change.change.after.acl == "public-read"
	msg := sprintf("%s is public", [change.address])
}
`;

const bucket = (name: string, acl: string): string => `resource "aws_s3_bucket" "${name}" {\n  acl = "${acl}"\n}\n`;

describe("policies written for plans", () => {
  it.each(["input", "input.plan", "input.tfplan", "input.terraform"])("run without a plan, on %s", async (input) => {
    const { findings, problems } = await reviewing.scan(
      { "s3.rego": publicBucket(input) },
      { "main.tf": `terraform {\n  backend "s3" {}\n}\n${bucket("a", "public-read")}${bucket("b", "private")}` },
    );

    expect(problems).toEqual([]);
    expect(shown({ findings })).toEqual(["plan.terraform.s3.deny main.tf:4 new deny: aws_s3_bucket.a is public"]);
    expect(findings[0]).toMatchObject({ address: "aws_s3_bucket.a", title: "S3", project: "." });
  });

  it("tell what the change brings in from what was there, also where they only look at what changes", async () => {
    const root = 'terraform {\n  backend "s3" {}\n}\n';
    const { findings } = await reviewing.change(
      { "s3.rego": publicBucket("input") },
      { "main.tf": `${root}${bucket("a", "public-read")}` },
      {
        "main.tf": `${root}${bucket("a", "public-read").replace("}", '  bucket = "x"\n}')}${bucket("b", "public-read")}`,
      },
    );

    expect(findings.map(({ address, status }) => `${String(address)} ${status}`)).toEqual([
      "aws_s3_bucket.a existing",
      "aws_s3_bucket.b new",
    ]);
  });

  it("see a plan that is given as it is", async () => {
    const policy = `package p\n\nimport rego.v1\n\ndeny contains input.relevant_attributes[0].resource if input.planned_values.outputs.x.value == 7\n`;
    const plan = {
      format_version: "1.2",
      planned_values: { outputs: { x: { value: 7 } }, root_module: {} },
      resource_changes: [],
      relevant_attributes: [{ resource: "aws_x.y" }],
    };
    const given = { path: "plan.json", is_in_tree: false, text: JSON.stringify(plan) };
    const { findings } = await reviewing.scan({ "p.rego": policy }, {}, [given]);

    expect(findings.map(({ message }) => message)).toEqual(["aws_x.y"]);
  });
});

describe("planInput", () => {
  it("leaves out what is unknown and marks it, and nests modules", () => {
    const resource = aResource({
      address: 'module.a["x"].aws_s3_bucket.logs[0]',
      module: 'module.a["x"]',
      after: { acl: "private", tags: { a: null, b: "c" }, rules: [{ id: null, on: true }], names: ["x", null] },
      unknown: [["tags", "a"], ["rules", 0, "id"], ["names", 1], ["arn"]],
      sensitive: [["acl"]],
    });
    const plan = planInput({ resources: [resource], blocks: [] }, "change");

    expect(plan["resource_changes"]).toEqual([
      {
        address: 'module.a["x"].aws_s3_bucket.logs[0]',
        module_address: 'module.a["x"]',
        mode: "managed",
        type: "aws_s3_bucket",
        name: "logs",
        index: 0,
        provider_name: "registry.terraform.io/hashicorp/aws",
        change: {
          actions: ["create"],
          before: null,
          after: { acl: "private", tags: { b: "c" }, rules: [{ on: true }], names: ["x", null] },
          after_unknown: { tags: { a: true }, rules: [{ id: true }], names: [false, true] },
          before_sensitive: false,
          after_sensitive: { acl: true, tags: {}, rules: [{}], names: [false, false] },
        },
      },
    ]);
    expect(plan["planned_values"]).toMatchObject({
      root_module: { resources: [], child_modules: [{ address: 'module.a["x"]', resources: [{ name: "logs" }] }] },
    });
    expect(plan["configuration"]).toMatchObject({
      root_module: { module_calls: { a: { module: { resources: [{ address: "aws_s3_bucket.logs" }] } } } },
    });
  });
});
