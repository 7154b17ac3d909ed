import { afterAll, describe, expect, it } from "vitest";

import { hasDrift, type DriftReport } from "../../../src/model/drift.ts";
import type { Json } from "../../../src/model/resource.ts";
import { driftSchema, renderDriftJson, renderDriftTerminal } from "../../../src/report/drift.ts";
import { drift, openReviewTools } from "../../../src/review.ts";
import { aTree, type TestFiles } from "../terraform/support.ts";
import { aPlan, aState } from "./builders.ts";

const clock = new Date("2026-01-01T00:00:00Z");
const tools = openReviewTools(clock, null);

afterAll(() => tools.close());

function driftOf(files: TestFiles, text: string, under = "."): Promise<DriftReport> {
  const tree = aTree(files);
  const changeSet = { base: null, head: tree, gate: tree, files: [], base_sha: null, head_sha: null };
  const state = { path: "state.json", is_in_tree: false, text };
  return drift({ collect: () => Promise.resolve(changeSet), under, clock, settings: null, state }, tools);
}

const group = `resource "aws_security_group" "web" {
  name = "web"
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8", "192.168.0.0/16"]
  }
  tags = {
    Name = "web"
  }
}
`;

const rule = (over: Readonly<Record<string, Json>> = {}): Json => ({
  from_port: 443,
  to_port: 443,
  protocol: "tcp",
  cidr_blocks: ["192.168.0.0/16", "10.0.0.0/8"],
  description: "",
  self: false,
  ...over,
});

const actual = (over: Readonly<Record<string, Json>> = {}): Json => ({
  id: "sg-1",
  arn: "arn:aws:ec2:eu-west-1:1:security-group/sg-1",
  name: "web",
  ingress: [rule()],
  egress: [],
  tags: { Name: "web" },
  tags_all: { Name: "web", team: "t" },
  ...over,
});

describe("a state that agrees", () => {
  it("has no drift: order, defaults and computed attributes do not count", async () => {
    const report = await driftOf({ "main.tf": group }, aState({ "aws_security_group.web": actual() }));
    expect(report).toMatchObject({
      changed: [],
      only_in_state: [],
      only_in_configuration: [],
      not_compared: [],
      equal: 1,
    });
    expect(renderDriftTerminal(report)).toBe("No drift: state.json and . agree on 1 resource\n");
  });

  it("may be empty where nothing is configured", async () => {
    const report = await driftOf({ "main.tf": 'provider "aws" {}\n' }, '{"format_version":"1.0"}');
    expect(hasDrift(report)).toBe(false);
  });

  it("may have other values for what is unknown or ignored", async () => {
    const text = `resource "aws_instance" "a" {
  ami       = "ami-1"
  subnet_id = aws_subnet.s.id
  tags      = { Name = "a", owner = "x" }
  lifecycle {
    # ignore_changes = [instance_type]
    ignore_changes = [ami, tags["owner"]]
  }
}
resource "aws_subnet" "s" {}
`;
    const state = aState({
      "aws_instance.a": { ami: "ami-2", subnet_id: "subnet-1", tags: { Name: "a", owner: "y" } },
      "aws_subnet.s": { id: "subnet-1" },
    });
    expect(hasDrift(await driftOf({ "main.tf": text }, state))).toBe(false);
  });

  it("may have the address from before a move", async () => {
    const text = `${group}moved {\n  from = aws_security_group.old\n  to   = aws_security_group.web\n}\n`;
    const report = await driftOf({ "main.tf": text }, aState({ "aws_security_group.old": actual() }));
    expect(hasDrift(report)).toBe(false);
  });
});

describe("a state that differs", () => {
  it("is listed resource by resource and attribute by attribute, with lines", async () => {
    const files = { "main.tf": `${group}resource "aws_eip" "new" {}\n` };
    const state = aState({
      "aws_security_group.web": actual({
        ingress: [rule({ from_port: 80 }), rule({ from_port: 22, to_port: 22 })],
        tags: { Name: "web", touched: "by hand" },
      }),
      "aws_s3_bucket.left": { bucket: "left" },
    });
    const report = await driftOf(files, state);
    expect(report).toMatchObject({
      only_in_state: [{ address: "aws_s3_bucket.left", type: "aws_s3_bucket" }],
      only_in_configuration: [{ address: "aws_eip.new", location: { path: "main.tf", line: 13 } }],
      changed: [{ address: "aws_security_group.web", location: { path: "main.tf", line: 1, end_line: 12 } }],
    });
    const [changed] = report.changed;
    expect(changed?.attributes).toEqual([
      { attribute: ["ingress", 0, "from_port"], line: 4, configured: 443, actual: 80 },
      { attribute: ["ingress", 1], line: 3, configured: null, actual: rule({ from_port: 22, to_port: 22 }) },
      { attribute: ["tags", "touched"], line: 9, configured: null, actual: "by hand" },
    ]);
    const json: unknown = JSON.parse(renderDriftJson(report));
    expect(driftSchema.parse(json)).toMatchObject({ drift: true });
    const lines = renderDriftTerminal(report).split("\n");
    expect(lines[0]).toBe("Drift: 3 resources of state.json and . differ, 0 agree");
    expect(lines).toContain("  ingress[0].from_port main.tf:4 configured 443, is 80");
  });

  it("is found in instances and modules", async () => {
    const files = {
      "main.tf": 'module "m" {\n  source   = "./m"\n  for_each = toset(["a", "b"])\n  name     = each.key\n}\n',
      "m/main.tf":
        'variable "name" {}\nresource "aws_sqs_queue" "q" {\n  count = 2\n  name  = "${var.name}-${count.index}"\n}\n',
    };
    const state = aState({
      'module.m["a"].aws_sqs_queue.q[0]': { name: "a-0" },
      'module.m["a"].aws_sqs_queue.q[1]': { name: "changed" },
      'module.m["b"].aws_sqs_queue.q[0]': { name: "b-0" },
      'module.m["c"].aws_sqs_queue.q[0]': { name: "c-0" },
    });
    const report = await driftOf(files, state);
    expect(report.changed).toMatchObject([
      {
        address: 'module.m["a"].aws_sqs_queue.q[1]',
        attributes: [{ attribute: ["name"], line: 4, configured: "a-1", actual: "changed" }],
      },
    ]);
    expect(report.only_in_state.map(({ address }) => address)).toEqual(['module.m["c"].aws_sqs_queue.q[0]']);
    expect(report.only_in_configuration.map(({ address }) => address)).toEqual(['module.m["b"].aws_sqs_queue.q[1]']);
  });

  it("never shows what is sensitive, in the configuration, in the state or as a copy", async () => {
    const text = `variable "password" {
  sensitive = true
  default   = "configured-secret"
}
resource "aws_db_instance" "d" {
  password = var.password
  username = "new"
  db_name  = "x"
}
`;
    const values = { password: "actual-secret", username: "actual-user", db_name: "actual-secret" };
    const report = await driftOf(
      { "main.tf": text },
      aState({ "aws_db_instance.d": values }, { "aws_db_instance.d": { password: true, username: true } }),
    );
    expect(report.changed[0]?.attributes).toMatchObject([
      { attribute: ["db_name"], configured: "x", actual: "(sensitive)" },
      { attribute: ["password"], configured: "(sensitive)", actual: "(sensitive)" },
      { attribute: ["username"], configured: "(sensitive)", actual: "(sensitive)" },
    ]);
    expect(renderDriftJson(report) + renderDriftTerminal(report)).not.toMatch(
      /configured-secret|actual-secret|actual-user/,
    );
  });
});

describe("what nobody can tell", () => {
  it("is not called drift, and not called equal", async () => {
    const files = {
      "main.tf": `${group}module "m" {\n  source  = "terraform-aws-modules/vpc/aws"\n  version = "5.0.0"\n}
resource "aws_eip" "many" {\n  count = length(aws_security_group.web.owner_id)\n}\n`,
    };
    const state = aState({
      "aws_security_group.web": actual(),
      "module.m.aws_vpc.this[0]": { cidr_block: "10.0.0.0/16" },
    });
    const report = await driftOf(files, state);
    expect(hasDrift(report)).toBe(false);
    expect(report.not_compared).toEqual([
      { address: "aws_eip.many[*]", reason: "how many there are is not known, and the state has none" },
      { address: "module.m.aws_vpc.this[0]", reason: "the module of module.m is not here" },
    ]);
    expect(report.problems).toHaveLength(1);
    expect(renderDriftTerminal(report)).toContain("No drift found, and not everything could be compared");
  });

  it("is what a broken file may declare", async () => {
    const report = await driftOf(
      { "main.tf": group, "broken.tf": 'resource "aws_x" {' },
      aState({ "aws_security_group.web": actual(), "aws_eip.e": {} }),
    );
    expect(report.not_compared).toEqual([{ address: "aws_eip.e", reason: "broken.tf has syntax errors" }]);
  });
});

describe("a state that cannot be used", () => {
  it.each<[string, string, TestFiles, string]>([
    ["a plan", aPlan([]), { "main.tf": group }, "state.json is a plan, expected a state"],
    ["a raw state", '{"version":4,"serial":1,"lineage":"x"}', { "main.tf": group }, "is a raw state file"],
    ["half of one", aState({ "a.b": {} }).slice(0, 80), { "main.tf": group }, "it was cut off"],
    ["one without a configuration", aState({}), { "README.md": "" }, "has no Terraform root module"],
    [
      "one of no root",
      aState({ "a.b": {} }),
      { "a/main.tf": group, "b/main.tf": group },
      "could belong to several root modules (a, b",
    ],
  ])("is refused: %s", async (_, text, files, message) => {
    await expect(driftOf(files, text)).rejects.toThrow(message);
  });

  it("finds its root by what that declares, or by the directory that is asked for", async () => {
    const files = { "a/main.tf": group, "b/main.tf": 'resource "aws_eip" "e" {}\n' };
    const state = aState({ "aws_eip.e": {} });
    expect((await driftOf(files, state)).project.name).toBe("b");
    expect((await driftOf(files, state, "a")).project.name).toBe("a");
  });
});
