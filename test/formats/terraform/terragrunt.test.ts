import { afterAll, describe, expect, it } from "vitest";

import { findUnsupported } from "../../../src/formats/unsupported.ts";
import { aTree, engines, headOf, names, read, type TestFiles, aSetting } from "./support.ts";

afterAll(() => engines.close());

const unit = (cidr: string, more = ""): string => `
include "root" { path = find_in_parent_folders("root.hcl") }
terraform { source = "\${get_repo_root()}/modules//vpc" }
inputs = {
  cidr = "${cidr}"
}
${more}`;

const live: TestFiles = {
  "root.hcl": 'locals { common = yamldecode(file("common.yaml")) }\ninputs = { team = local.common.team }\n',
  "common.yaml": "team: payments\n",
  "prod/vpc/terragrunt.hcl": unit("10.0.0.0/16"),
  "stage/vpc/terragrunt.hcl": unit("10.1.0.0/16"),
  "stage/plain/terragrunt.hcl": 'include { path = find_in_parent_folders("root.hcl") }\n',
  "stage/plain/main.tf": 'variable "team" {}\nresource "aws_sns_topic" "t" { name = var.team }\n',
  "modules/vpc/main.tf":
    'variable "cidr" {}\nvariable "team" {}\nmodule "in" {\n  source = "../inner"\n  cidr = var.cidr\n}\nresource "aws_x" "x" { team = var.team }\n',
  "modules/inner/main.tf": 'variable "cidr" {}\nresource "aws_vpc" "v" { cidr_block = var.cidr }\n',
  "other/main.tf": 'resource "aws_sqs_queue" "q" {}\n',
};

describe("Terragrunt units", () => {
  it("are projects; what they deploy is none", async () => {
    const result = await read(null, live);
    expect(names(result)).toEqual(["other", "prod/vpc", "stage/plain", "stage/vpc"]);
    expect(result.problems.head).toEqual([]);
    const found = [...headOf(result, "prod/vpc").values()].map(({ address, values, location, called_from }) => [
      address,
      values,
      location.path,
      called_from.map(({ path, line }) => `${path}:${line}`),
    ]);
    expect(found).toEqual([
      ["aws_x.x", { team: "payments" }, "modules/vpc/main.tf", ["prod/vpc/terragrunt.hcl:3"]],
      [
        "module.in.aws_vpc.v",
        expect.objectContaining({ cidr_block: "10.0.0.0/16" }),
        "modules/inner/main.tf",
        ["prod/vpc/terragrunt.hcl:3", "modules/vpc/main.tf:3"],
      ],
    ]);
    expect(headOf(result, "stage/plain").get("aws_sns_topic.t")?.values["name"]).toBe("payments");
  });

  it.each<[string, string, ReadonlyArray<string>]>([
    ["its own file", "prod/vpc/terragrunt.hcl", ["prod/vpc"]],
    ["a file that the root reads", "common.yaml", ["prod/vpc", "stage/plain", "stage/vpc"]],
    ["the root", "root.hcl", ["prod/vpc", "stage/plain", "stage/vpc"]],
    ["its module", "modules/vpc/main.tf", ["prod/vpc", "stage/vpc"]],
    ["a module below", "modules/inner/main.tf", ["prod/vpc", "stage/vpc"]],
    ["a file beside", "prod/vpc/README.md", []],
    ["a variable file that is loaded unasked", "prod/vpc/x.auto.tfvars", ["prod/vpc"]],
  ])("are touched by %s", async (_, path, expected) => {
    const before = live[path];
    const text = typeof before === "string" ? before : "";
    const result = await read(live, { ...live, [path]: text + "\n# changed\n" });
    expect(names(result)).toEqual(expected);
  });

  it("keep what they declare where their module is not to be had any more", async () => {
    const head = {
      ...live,
      "prod/vpc/terragrunt.hcl": unit("10.0.0.0/16").replace(
        "${get_repo_root()}/modules//vpc",
        "git::https://x.org/v.git?ref=v1",
      ),
    };
    const result = await read(live, head);
    expect(result.projects.map(({ base, head: after }) => [base?.declarations, after?.declarations])).toEqual([
      [[], []],
    ]);
    expect(result.problems.head.map(({ path, line, message }) => `${path}:${line ?? 0} ${message}`)).toEqual([
      'prod/vpc/terragrunt.hcl:3 the unit\'s module "vpc" is not available: source "git::https://x.org/v.git?ref=v1" (no version); its resources are not reviewed and its outputs are unknown',
    ]);
  });

  it("are deleted with their file", async () => {
    const head = Object.fromEntries(Object.entries(live).filter(([path]) => path !== "prod/vpc/terragrunt.hcl"));
    const result = await read(live, head);
    expect(
      result.projects.map(({ project, base, head: after }) => [project.name, base?.declarations.length, after]),
    ).toEqual([["prod/vpc", 2, null]]);
  });

  it("with a broken file are a problem with its line", async () => {
    const result = await read(live, { ...live, "prod/vpc/terragrunt.hcl": "inputs = {\n  a =\n}\n" });
    expect(result.problems.head).toMatchObject([{ path: "prod/vpc/terragrunt.hcl", line: 2, project: "prod/vpc" }]);
    expect(result.projects.map(({ base }) => base?.declarations)).toEqual([[]]);
  });

  it("of stacks are named as not analysed", async () => {
    const tree = aTree({ "live/terragrunt.stack.hcl": 'unit "a" {}\n', ...live });
    expect(await findUnsupported(tree, null, null)).toEqual([
      { path: "live/terragrunt.stack.hcl", reason: "Terragrunt stacks are not read yet" },
    ]);
  });

  it("get values from the configuration", async () => {
    const projects = [aSetting({ path: "stage/plain", name: "plain", variables: { team: "mine" } })];
    const result = await read(null, live, {
      projects: [...projects, aSetting({ path: "prod", exclude: true })],
    });
    expect(names(result)).toEqual(["other", "plain", "stage/vpc"]);
    expect(headOf(result, "plain").get("aws_sns_topic.t")?.values["name"]).toBe("mine");
  });
});
