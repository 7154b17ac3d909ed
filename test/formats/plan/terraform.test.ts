import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";

import { driftSchema } from "../../../src/report/drift.ts";
import { makeDirectory } from "../../support/repository.ts";

const cli = join(import.meta.dirname, "../../../src/cli.ts");
const hasTerraform = spawnSync("terraform", ["version"]).status === 0;

const before = `variable "secret" {
  sensitive = true
  default   = "s3cr3t-value"
}

variable "size" {
  default = 2
}

resource "terraform_data" "counted" {
  count = var.size
  input = { name = "x\${count.index}", password = var.secret }
}

resource "terraform_data" "old" {
  input            = terraform_data.counted[0].id
  triggers_replace = ["v1"]
}

module "m" {
  source   = "./m"
  for_each = toset(["x", "y"])
  key      = each.key
}
`;
const moduleBefore = `variable "key" {}

resource "terraform_data" "inner" {
  input = { key = var.key, list = [1, 2] }
}
`;
const after = `${before.replace("default = 2", "default = 1").replace("v1", "v2").replace('"old"', '"renamed"')}
moved {
  from = terraform_data.old
  to   = terraform_data.renamed
}

resource "terraform_data" "new" {
  input = "n"
}
`;

const inputs = z.array(
  z.object({
    project: z.object({ name: z.string() }),
    resources: z.array(
      z.looseObject({
        address: z.string(),
        action: z.string(),
        after: z.unknown(),
        before: z.unknown(),
        location: z.object({ path: z.string(), line: z.number() }),
      }),
    ),
  }),
);

describe.skipIf(!hasTerraform)("what Terraform itself writes (skipped where terraform is not installed)", () => {
  const { root, remove } = makeDirectory({ "infra/main.tf": before, "infra/m/main.tf": moduleBefore });
  const outside = makeDirectory();
  const terraform = (...args: ReadonlyArray<string>): string =>
    execFileSync("terraform", [`-chdir=${join(root, "infra")}`, ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  const tollgate = (...args: ReadonlyArray<string>) =>
    spawnSync(process.execPath, [cli, ...args], {
      encoding: "utf8",
      env: { PATH: process.env["PATH"], HOME: outside.root },
    });
  const plan = join(outside.root, "plan.json");
  const state = join(outside.root, "state.json");

  beforeAll(() => {
    terraform("init", "-no-color");
    terraform("apply", "-auto-approve", "-no-color");
    writeFileSync(join(root, "infra/main.tf"), after);
    writeFileSync(join(root, "infra/m/main.tf"), moduleBefore.replace("[1, 2]", "[1, 3]"));
    terraform("plan", "-out=saved", "-no-color");
    writeFileSync(plan, terraform("show", "-json", "saved"));
    writeFileSync(state, terraform("show", "-json"));
  }, 120_000);

  afterAll(() => {
    remove();
    outside.remove();
  });

  it("is a plan whose actions, values and lines come out", () => {
    const result = tollgate("input", root, "--plan", plan);
    expect(result.stderr).toBe("");
    const [project] = inputs.parse(JSON.parse(result.stdout));
    expect(project?.project.name).toBe("infra");
    const seen = project?.resources.map(
      ({ address, action, location }) => `${action} ${address} ${location.path}:${location.line}`,
    );
    const line = (text: string, what: string) => text.split("\n").findIndex((one) => one.startsWith(what)) + 1;
    expect(seen).toEqual([
      `update module.m["x"].terraform_data.inner infra/m/main.tf:3`,
      `update module.m["y"].terraform_data.inner infra/m/main.tf:3`,
      `none terraform_data.counted[0] infra/main.tf:${line(after, 'resource "terraform_data" "counted"')}`,
      `delete terraform_data.counted[1] infra/main.tf:${line(after, 'resource "terraform_data" "counted"')}`,
      `create terraform_data.new infra/main.tf:${line(after, 'resource "terraform_data" "new"')}`,
      `replace terraform_data.renamed infra/main.tf:${line(after, 'resource "terraform_data" "renamed"')}`,
    ]);
    expect(project?.resources[0]).toMatchObject({
      before: { input: { key: "x", list: [1, 2] } },
      after: { input: { key: "x", list: [1, 3] }, output: null },
      unknown: [["output"]],
      changed: [["input", "list", 1], ["output"]],
      called_from: [{ path: "infra/main.tf" }],
    });
    // Terraform marks `input.password` and not its copy in `output`.
    expect(project?.resources[2]?.after).toMatchObject({
      input: { password: "(sensitive)" },
      output: { password: "(sensitive)" },
    });
    expect(result.stdout).not.toContain("s3cr3t-value");
  });

  it("is a plan that a scan uses and says so", () => {
    const result = tollgate("scan", join(root, "infra"), "--plan", plan);
    expect([result.status, result.stderr]).toEqual([0, ""]);
    expect(result.stdout).toMatch(/note: The plan plan\.json \(version [\d.]+, made \S+\) is reviewed instead of/);
  });

  it("is a state whose drift comes out, with exit code 1", () => {
    const result = tollgate("drift", join(root, "infra"), "--state", state, "--format", "json");
    expect([result.status, result.stderr]).toEqual([1, ""]);
    const report = driftSchema.parse(JSON.parse(result.stdout));
    expect(report.only_in_state.map(({ address }) => address)).toEqual(["terraform_data.counted[1]"]);
    expect(report.only_in_configuration.map(({ address }) => address)).toEqual(["terraform_data.new"]);
    expect(
      report.changed.map(({ address, attributes }) => [
        address,
        attributes.map(({ attribute }) => attribute.join(".")),
      ]),
    ).toEqual([
      ['module.m["x"].terraform_data.inner', ["input.list.1"]],
      ['module.m["y"].terraform_data.inner', ["input.list.1"]],
      ["terraform_data.old", ["triggers_replace.0"]],
    ]);
    expect(report.equal).toBe(1);
    expect(result.stdout).not.toContain("s3cr3t-value");
  });

  it("has no drift after an apply", () => {
    terraform("apply", "-auto-approve", "-no-color");
    writeFileSync(state, terraform("show", "-json"));
    const result = tollgate("drift", root, "--state", state);
    expect([result.status, result.stdout]).toEqual([0, "No drift: state.json and infra agree on 5 resources\n"]);
  }, 60_000);

  it.each([
    ["scan", "--plan", "saved", /infra\/saved is in Terraform's binary form; give what "terraform show -json/],
    ["drift", "--state", "terraform.tfstate", /terraform\.tfstate is a raw state file/],
    ["drift", "--state", "main.tf", /main\.tf:1 is not JSON/],
    ["scan", "--plan", "nothing.json", /nothing\.json cannot be read; name a file that exists/],
  ])("%s %s %s is refused with exit code 2", (command, option, file, message) => {
    const result = tollgate(command, root, option, join(root, "infra", file));
    expect([result.status, result.stdout]).toEqual([2, ""]);
    expect(result.stderr).toMatch(message);
  });
});

describe("files that no plan is", () => {
  const { root, remove } = makeDirectory({ "main.tf": 'resource "aws_eip" "e" {}\n' });

  afterAll(() => {
    remove();
  });

  it.each<[string, Uint8Array, RegExp]>([
    ["100 MB", Buffer.alloc(100 * 1024 * 1024, " "), /has 104857600 bytes, more than the 64 MB that are read/],
    ["UTF-16", Buffer.from("\ufeff{}", "utf16le"), /is UTF-16, expected UTF-8/],
    ["noise", Buffer.from([0x7b, 0xff, 0xfe, 0x00]), /is not UTF-8 text/],
  ])("%s ends with exit code 2 and a clear message", (_, bytes, message) => {
    const path = join(root, "plan.json");
    writeFileSync(path, bytes);
    const result = spawnSync(process.execPath, [cli, "scan", root, "--plan", path], { encoding: "utf8" });
    expect([result.status, result.stdout]).toEqual([2, ""]);
    expect(result.stderr).toMatch(message);
  });
});
