import { afterAll, describe, expect, it } from "vitest";

import { aSetting } from "../project-setting.ts";
import { engines, headOf, names, read, type TestFiles } from "./support.ts";

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

  const stacked: TestFiles = {
    "live/terragrunt.stack.hcl": `
locals { cidr = "10.9.0.0/16" }
unit "vpc" {
  source = "\${get_repo_root()}/units/vpc"
  path   = "net"
  values = { cidr = local.cidr, name = "main" }
}
unit "away" {
  source = "git::https://x.org/units.git//away?ref=v1"
  path   = "away"
}
`,
    "units/vpc/terragrunt.hcl": `
terraform { source = "\${get_repo_root()}/modules//vpc" }
dependency "other" { config_path = "../away" }
inputs = {
  cidr = values.cidr
  team = try(values.team, file("team.txt"))
}
`,
    "units/vpc/team.txt": "by the unit",
    ...live,
  };

  it("of stacks are projects with the stack's values; what a stack copies is none", async () => {
    const result = await read(null, stacked, { under: "live" });
    expect(names(result)).toEqual(["live/.terragrunt-stack/away", "live/.terragrunt-stack/net"]);
    const net = headOf(result, "live/.terragrunt-stack/net");
    expect(net.get("module.in.aws_vpc.v")?.values["cidr_block"]).toBe("10.9.0.0/16");
    expect(net.get("aws_x.x")?.values).toEqual({ team: "by the unit" });
    expect(net.get("aws_x.x")?.called_from).toEqual([{ path: "units/vpc/terragrunt.hcl", line: 2, end_line: 2 }]);
    expect(result.problems.head.map(({ path, line, message }) => `${path}:${line ?? 0} ${message}`)).toEqual([
      'live/terragrunt.stack.hcl:9 the unit "away" has the source "git::https://x.org/units.git//away?ref=v1", which is not in the repository; what it deploys is not reviewed',
    ]);
    expect(names(await read(null, stacked))).not.toContain("units/vpc");
  });

  it.each<[string, string]>([
    ["the stack", "live/terragrunt.stack.hcl"],
    ["the unit's source", "units/vpc/terragrunt.hcl"],
    ["a file of the unit", "units/vpc/team.txt"],
    ["the module", "modules/vpc/main.tf"],
  ])("of stacks are touched by %s", async (_, path) => {
    const file = stacked[path];
    const text = typeof file === "string" ? file : "";
    const result = await read(stacked, { ...stacked, [path]: text.replace("main", "other") + "\n" });
    expect(names(result)).toContain("live/.terragrunt-stack/net");
  });

  it("of stacks inside of a stack have the values of both; a stack that is not here is a problem", async () => {
    const nested: TestFiles = {
      ...stacked,
      "global/terragrunt.stack.hcl": `
stack "network" {
  source = "\${get_repo_root()}/stacks/network"
  path   = "net"
  values = { cidr = "10.7.0.0/16" }
}
stack "away" {
  source = "git::https://x.org/stacks.git//away?ref=v1"
  path   = "away"
}
`,
      "stacks/network/terragrunt.stack.hcl": `
unit "vpc" {
  source = "\${get_repo_root()}/units/vpc"
  path   = "vpc"
  values = { cidr = values.cidr }
}
unit "beside" {
  source = "\${get_repo_root()}/units/beside"
  path   = "away"
}
`,
      "units/beside/terragrunt.hcl": 'terraform { source = "${get_repo_root()}/modules//vpc" }\n',
    };
    const result = await read(null, nested, { under: "global" });
    expect(names(result)).toEqual([
      "global/.terragrunt-stack/away",
      "global/.terragrunt-stack/net/.terragrunt-stack/away",
      "global/.terragrunt-stack/net/.terragrunt-stack/vpc",
    ]);
    const vpc = headOf(result, "global/.terragrunt-stack/net/.terragrunt-stack/vpc");
    expect(vpc.get("module.in.aws_vpc.v")?.values["cidr_block"]).toBe("10.7.0.0/16");
    expect(result.problems.head.map(({ path, line, message }) => `${path}:${line ?? 0} ${message}`)).toEqual([
      'global/terragrunt.stack.hcl:8 the stack "away" has the source "git::https://x.org/stacks.git//away?ref=v1", which is not in the repository; what it deploys is not reviewed',
    ]);
  });

  it("of a stack that names itself end", async () => {
    const tree = {
      "live/terragrunt.stack.hcl": 'stack "a" {\n  source = "${get_repo_root()}/live"\n  path = "a"\n}\n',
    };
    const result = await read(null, tree);
    expect(result.projects.map(({ head }) => head?.declarations)).toEqual([[]]);
    expect(result.problems.head).toMatchObject([{ path: "live/terragrunt.stack.hcl", line: 2 }]);
  });

  it("are read in JSON, and with files that an attribute generates", async () => {
    const result = await read(
      null,
      {
        "a/root.hcl": `
generate = {
  provider = {
    path      = "provider.tf"
    if_exists = "overwrite"
    contents  = <<EOF
provider "aws" {
  region = "eu-west-3"
}
EOF
  }
}
inputs = { name = get_env("NAME", "none"), other = get_env("OTHER", "by default") }
`,
        "a/unit/terragrunt.hcl.json": JSON.stringify({
          include: { path: '${find_in_parent_folders("root.hcl")}' },
          terraform: { source: "../../m" },
          dependency: { d: { config_path: "../more" } },
          inputs: { size: 3 },
        }),
        "a/more/terragrunt.hcl.json": JSON.stringify({
          include: { root: { path: '${find_in_parent_folders("root.hcl")}', merge_strategy: "deep" } },
          terraform: { source: "../../m" },
          locals: { size: 4 },
          generate: { more: { path: "more.tf", if_exists: "overwrite", contents: 'resource "aws_x" "more" {}' } },
          inputs: { size: "${local.size}" },
        }),
        "m/main.tf":
          'variable "name" {}\nvariable "other" {}\nvariable "size" { type = number }\nresource "aws_sqs_queue" "q" {\n  name = "${var.name} ${var.other}"\n  delay_seconds = var.size\n}\n',
      },
      { projects: [aSetting({ path: "a/unit", environment: { NAME: "given" } })] },
    );
    expect(result.problems.head).toEqual([]);
    expect(names(result)).toEqual(["a/more", "a/unit"]);
    const [more, unit] = ["a/more", "a/unit"].map((name) => headOf(result, name));
    expect(unit?.get("aws_sqs_queue.q")).toMatchObject({
      region: "eu-west-3",
      values: { name: "given by default", delay_seconds: 3 },
    });
    expect([...(more?.keys() ?? [])]).toEqual(["aws_sqs_queue.q", "aws_x.more"]);
    expect(more?.get("aws_sqs_queue.q")?.values).toMatchObject({ name: "none by default", delay_seconds: 4 });
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
