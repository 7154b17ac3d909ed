import { afterAll, describe, expect, it } from "vitest";

import { withProviderFacts, type Evaluated } from "../../../src/formats/terraform/provider-facts-apply.ts";
import { isKnownProvider, providerFacts } from "../../../src/formats/terraform/provider-facts.ts";
import { decodeType } from "../../../src/formats/terraform/provider-facts-type.ts";
import type { Json, JsonObject } from "../../../src/model/resource.ts";
import { engines, headOf, read } from "./support.ts";

afterAll(() => engines.close());

function anEvaluated(type: string, values: JsonObject, over: Partial<Evaluated> = {}): Evaluated {
  return { type, tags: {}, values, unknown: [], sensitive: [], lines: {}, expressions: {}, sketches: {}, ...over };
}

/** What is written, without what the provider adds. */
function writtenOf(type: string, values: JsonObject): JsonObject {
  const typed = withProviderFacts(anEvaluated(type, values));
  return Object.fromEntries(Object.entries(typed.values).filter(([name]) => Object.hasOwn(values, name)));
}

describe("a scalar", () => {
  it.each<[string, string, Json, Json]>([
    ["aws_security_group_rule", "from_port", "22", 22],
    ["aws_security_group_rule", "from_port", "-1", -1],
    ["aws_security_group_rule", "from_port", "0.5e1", 5],
    ["aws_security_group_rule", "from_port", "0x16", "0x16"],
    ["aws_security_group_rule", "from_port", "", ""],
    ["aws_security_group_rule", "from_port", "1e999", "1e999"],
    ["aws_security_group_rule", "protocol", -1, "-1"],
    ["aws_security_group_rule", "protocol", 6, "6"],
    ["aws_security_group_rule", "description", 1e21, "1000000000000000000000"],
    ["aws_security_group_rule", "description", true, "true"],
    ["aws_security_group_rule", "self", "true", true],
    ["aws_security_group_rule", "self", "0", false],
    ["aws_security_group_rule", "self", "yes", "yes"],
    ["aws_security_group_rule", "cidr_blocks", [1, "10.0.0.0/8"], ["1", "10.0.0.0/8"]],
    ["aws_security_group_rule", "cidr_blocks", "10.0.0.0/8", "10.0.0.0/8"],
    ["aws_security_group_rule", "nobody_knows", "22", "22"],
    ["aws_instance", "tags", { a: 1, b: null }, { a: "1", b: null }],
    ["acme_thing", "port", "22", "22"],
  ])("%s.%s = %j is %j", (type, name, written, expected) => {
    expect(writtenOf(type, { [name]: written })).toEqual({ [name]: expected });
  });
});

describe("a block", () => {
  it("written as one map is a list of one, and what points into it moves", () => {
    const typed = withProviderFacts(
      anEvaluated(
        "google_compute_instance",
        { scratch_disk: { interface: null, size: "375" } },
        {
          unknown: [["scratch_disk", "interface"]],
          sensitive: [["scratch_disk", "size"]],
          lines: { "/scratch_disk": 3, "/scratch_disk/size": 4 },
          expressions: { "/scratch_disk/interface": "var.x" },
        },
      ),
    );
    expect(typed.values["scratch_disk"]).toMatchObject([{ interface: null, size: 375 }]);
    expect(typed.unknown[0]).toEqual(["scratch_disk", 0, "interface"]);
    expect(typed.sensitive).toEqual([["scratch_disk", 0, "size"]]);
    expect(typed.lines).toEqual({ "/scratch_disk": 3, "/scratch_disk/0/size": 4 });
    expect(typed.expressions).toEqual({ "/scratch_disk/0/interface": "var.x" });
  });

  it("that the schema has once is one object, as in a plan", () => {
    const typed = withProviderFacts(
      anEvaluated(
        "aws_db_instance",
        { timeouts: [{ create: null }] },
        {
          unknown: [["timeouts", 0, "create"]],
          lines: { "/timeouts": 3, "/timeouts/0": 3, "/timeouts/0/create": 4 },
        },
      ),
    );
    expect(typed.values["timeouts"]).toEqual({ create: null });
    expect(typed.unknown[0]).toEqual(["timeouts", "create"]);
    expect(typed.lines).toEqual({ "/timeouts": 3, "/timeouts/create": 4 });
  });

  it("is converted at any depth", () => {
    const values = { rule: [{ action: [{ block: [{}] }], priority: "1", name: 7 }] };
    expect(writtenOf("aws_wafv2_web_acl", values)).toMatchObject({ rule: [{ priority: 1, name: "7" }] });
  });

  it("of unknown content stays unknown", () => {
    const typed = withProviderFacts(
      anEvaluated("aws_instance", { ebs_block_device: null }, { unknown: [["ebs_block_device"]] }),
    );
    expect(typed.values["ebs_block_device"]).toBe(null);
    expect(typed.unknown.filter(([first]) => first === "ebs_block_device")).toEqual([["ebs_block_device"]]);
    expect(typed.unset).not.toContain("/ebs_block_device");
  });
});

describe("a set", () => {
  it.each<[string, string, string, Json, Json]>([
    [
      "texts by their bytes",
      "aws_instance",
      "vpc_security_group_ids",
      ["sg-b", "sg-a", "sg-B"],
      ["sg-B", "sg-a", "sg-b"],
    ],
    ["equal ones once", "aws_instance", "vpc_security_group_ids", ["sg-b", "sg-a", "sg-b"], ["sg-a", "sg-b"]],
    ["numbers converted first", "aws_instance", "vpc_security_group_ids", [9, 10], ["10", "9"]],
    [
      "what is not known last",
      "aws_instance",
      "vpc_security_group_ids",
      [null, "b", null, "a"],
      ["a", "b", null, null],
    ],
    ["a list stays as written", "aws_security_group_rule", "cidr_blocks", ["b", "a", "b"], ["b", "a", "b"]],
  ])("%s", (_, type, name, written, expected) => {
    expect(writtenOf(type, { [name]: written })).toEqual({ [name]: expected });
  });

  it("of blocks stands as in a plan, with all that points into it", () => {
    const typed = withProviderFacts(
      anEvaluated(
        "aws_security_group",
        {
          ingress: [
            {
              cidr_blocks: ["10.1.0.0/16"],
              from_port: 443,
              protocol: "tcp",
              to_port: 443,
              security_groups: ["b", "a"],
            },
            { cidr_blocks: ["10.0.0.0/16"], from_port: 80, protocol: "tcp", to_port: null },
          ],
        },
        {
          unknown: [["ingress", 1, "to_port"]],
          sensitive: [["ingress", 0, "cidr_blocks"]],
          lines: { "/ingress": 3, "/ingress/0": 3, "/ingress/0/cidr_blocks": 4, "/ingress/1": 9 },
          expressions: { "/ingress/1/to_port": "var.x" },
          sketches: {},
        },
      ),
    );
    expect(typed.values["ingress"]).toMatchObject([{ from_port: 80 }, { from_port: 443, security_groups: ["a", "b"] }]);
    expect(typed.unknown[0]).toEqual(["ingress", 0, "to_port"]);
    expect(typed.sensitive).toEqual([["ingress", 1, "cidr_blocks"]]);
    expect(typed.lines).toEqual({ "/ingress": 3, "/ingress/1": 3, "/ingress/1/cidr_blocks": 4, "/ingress/0": 9 });
    expect(typed.expressions).toEqual({ "/ingress/0/to_port": "var.x" });
    expect(typed.written_order).toEqual({ "/ingress": [1, 0], "/ingress/1/security_groups": [1, 0] });
  });

  it("of blocks notes what the provider knows where the block is now", () => {
    const blocks = [{ device_name: "b", iops: 3 }, { device_name: "a" }];
    const typed = withProviderFacts(anEvaluated("aws_instance", { ebs_block_device: blocks }));
    expect(typed.values["ebs_block_device"]).toMatchObject([
      { device_name: "a", iops: null },
      { device_name: "b", iops: 3 },
    ]);
    expect(typed.unknown).toContainEqual(["ebs_block_device", 0, "iops"]);
    expect(typed.unknown).not.toContainEqual(["ebs_block_device", 1, "iops"]);
  });
});

describe("a computed attribute", () => {
  const typed = withProviderFacts(
    anEvaluated(
      "aws_instance",
      { ami: "ami-1", private_ip: null, root_block_device: [{ volume_size: 8 }] },
      {
        unknown: [["private_ip"]],
      },
    ),
  );

  it.each([["arn"], ["id"], ["public_ip"], ["availability_zone"]])("%s is unknown where nothing is written", (name) => {
    expect(typed.values[name]).toBe(null);
    expect(typed.unknown).toContainEqual([name]);
    expect(typed.unset).toContain(`/${name}`);
  });

  it("is unknown in a block that is there, and not in one that is not", () => {
    expect(typed.unknown).toContainEqual(["root_block_device", 0, "volume_id"]);
    expect(typed.unset).toContain("/root_block_device/0/volume_id");
    expect(typed.unknown.some(([first]) => first === "ebs_block_device")).toBe(false);
  });

  it("that somebody wrote is not left to the provider", () => {
    expect(typed.unknown.filter(([first]) => first === "private_ip")).toEqual([["private_ip"]]);
    expect(typed.unset).not.toContain("/private_ip");
  });

  it("is not one that is merely optional", () => {
    expect(typed.values).not.toHaveProperty("user_data_replace_on_change");
    expect(typed.values).not.toHaveProperty("tags");
  });

  it("does not appear in an attribute that is given as a whole", () => {
    const group = withProviderFacts(anEvaluated("aws_security_group", { ingress: [{ from_port: 22, to_port: 22 }] }));
    expect(group.values["ingress"]).toEqual([{ from_port: 22, to_port: 22 }]);
  });

  it("is bounded below the top", () => {
    const disks = Array.from({ length: 20_000 }, () => ({ device_name: "a" }));
    const many = withProviderFacts(anEvaluated("aws_instance", { ebs_block_device: disks }));
    expect(many.unknown.length).toBeLessThan(5_100);
  });
});

describe("tags_all", () => {
  it("are the tags with the provider's defaults", () => {
    const typed = withProviderFacts(anEvaluated("aws_instance", { tags: { a: "1" } }, { tags: { a: "1", team: "x" } }));
    expect(typed.values["tags_all"]).toEqual({ a: "1", team: "x" });
    expect(typed.unknown).not.toContainEqual(["tags_all"]);
  });

  it("are unknown with them", () => {
    const typed = withProviderFacts(anEvaluated("aws_instance", { tags: { a: null } }, { unknown: [["tags", "a"]] }));
    expect(typed.values["tags_all"]).toBe(null);
    expect(typed.unknown).toContainEqual(["tags_all"]);
  });
});

describe("a secret", () => {
  it.each<[string, string, boolean]>([
    ["aws_db_instance", "password", true],
    ["aws_db_instance", "username", false],
    ["aws_ssm_parameter", "value", true],
    ["aws_secretsmanager_secret", "name", false],
    ["aws_secretsmanager_secret_version", "secret_string", true],
    ["aws_secretsmanager_secret_version", "secret_id", false],
    ["azurerm_key_vault_secret", "value", true],
    ["azurerm_linux_virtual_machine", "custom_data", true],
    ["google_sql_user", "password", true],
    ["kubernetes_secret", "data", true],
    ["kubernetes_config_map", "data", false],
  ])("%s.%s: %s", (type, name, isSecret) => {
    const typed = withProviderFacts(anEvaluated(type, { [name]: "hunter22" }));
    expect(typed.sensitive).toEqual(isSecret ? [[name]] : []);
  });
});

describe("the table", () => {
  it.each(["aws_instance", "azurerm_data_factory", "google_sql_database_instance", "kubernetes_deployment_v1"])(
    "has %s",
    (type) => {
      expect(providerFacts(type)?.get("id")?.presence).toMatch(/default|computed/);
    },
  );

  it.each(["aws_nothing", "random_id", "constructor", "aws", "aws_instance\tarn cs", "../aws"])("has no %j", (type) => {
    expect(providerFacts(type)).toBe(null);
  });

  it("knows which providers it is for", () => {
    expect([isKnownProvider("aws_nothing"), isKnownProvider("random_id")]).toEqual([true, false]);
  });

  it("is refused where it is broken", () => {
    expect(() => decodeType("aws_x\tname")).toThrow('the provider facts say "name"');
  });
});

it("is applied to what the engine evaluates", async () => {
  const main = `
    variable "port" { default = "22" }
    resource "aws_kms_key" "k" {}
    resource "aws_ebs_volume" "v" {
      availability_zone = "eu-west-1a"
      size              = "10"
      encrypted         = "true"
      kms_key_id        = aws_kms_key.k.arn
    }`;
  const declarations = headOf(await read(null, { "main.tf": main }));
  const volume = declarations.get("aws_ebs_volume.v");
  expect(volume?.values).toMatchObject({ size: 10, encrypted: true, kms_key_id: null, arn: null });
  expect(volume?.references).toEqual(["aws_kms_key.k"]);
  expect(volume?.unset).not.toContain("/kms_key_id");
  expect(volume?.unknown).toContainEqual(["kms_key_id"]);
});
