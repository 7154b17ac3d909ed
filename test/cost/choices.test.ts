import { describe, expect, it } from "vitest";

import { carbonSource } from "../../src/cost/carbon/coefficients.ts";
import type { JsonObject, Resource } from "../../src/model/resource.ts";
import { aResource, estimateOf } from "./builders.ts";

function choices(resource: Resource): ReadonlyArray<string> {
  return (estimateOf([resource]).resources[0]?.choices ?? []).map(
    ({ title, saving, only_told }) => `${title}: ${saving.toFixed(2)}${only_told === null ? "" : " (told)"}`,
  );
}

function patches(resource: Resource): unknown {
  return (estimateOf([resource]).resources[0]?.choices ?? []).map(({ patch }) => patch);
}

const azure = { provider: "azurerm", region: "eastus" } as const;
const linuxDisk = { os_disk: [{ storage_account_type: "Standard_LRS" }] };

describe("choices", () => {
  it.each<readonly [string, string, JsonObject, Partial<Resource>, ReadonlyArray<string>]>([
    ["gp3 for a small volume of gp2", "aws_ebs_volume", { type: "gp2", size: 100 }, {}, ["gp3 instead of gp2: 2.00"]],
    // 500 GB of gp2 have up to 250 MB/s: gp3 is asked for as much, which costs $5.
    ["gp3 with the throughput of gp2", "aws_ebs_volume", { type: "gp2", size: 500 }, {}, ["gp3 instead of gp2: 5.00"]],
    ["nothing for gp3", "aws_ebs_volume", { type: "gp3", size: 100 }, {}, []],
    ["nothing for what stays as it is", "aws_ebs_volume", { type: "gp2", size: 100 }, { action: "none" }, []],
    ["nothing for what goes", "aws_ebs_volume", {}, { action: "delete", before: { size: 100 }, after: null }, []],
    [
      "a newer machine, one on Arm and a reservation",
      "aws_instance",
      { instance_type: "m5.large" },
      {},
      [
        "m6a.large instead of m5.large: 7.01",
        "a reservation of m5.large for a year, without upfront payment: 26.28 (told)",
        "m6g.large instead of m5.large: 13.87 (told)",
      ],
    ],
    [
      "a later version of an Azure size",
      "azurerm_linux_virtual_machine",
      { size: "Standard_D4s_v3", ...linuxDisk },
      azure,
      ["Standard_D4as_v5 instead of Standard_D4s_v3: 14.60"],
    ],
    [
      "nothing for a size that nobody knows",
      "azurerm_linux_virtual_machine",
      { size: "Standard_Z9", ...linuxDisk },
      azure,
      [],
    ],
  ])("have %s", (_, type, values, extra, expected) => {
    expect(choices(aResource(type, values, extra))).toEqual(expected);
  });

  it("only tell what would stop a machine that runs, and what older images may not boot on", () => {
    const running = aResource("aws_instance", { instance_type: "m5.large" }, { action: "update", before: {} });
    const old = aResource("aws_instance", { instance_type: "m4.large" });
    for (const resource of [running, old]) {
      expect(choices(resource).every((text) => text.endsWith("(told)"))).toBe(true);
    }
  });

  it("patch the disk of a server at its place, with what it needs to be equal", () => {
    const root_block_device = [{ volume_type: "gp2", volume_size: 2000 }];
    const server = aResource("aws_instance", { instance_type: "c7g.large", root_block_device });
    expect(patches(server)).toContainEqual([
      { op: "replace", path: "/root_block_device/0/volume_type", value: "gp3" },
      { op: "add", path: "/root_block_device/0/iops", value: 6000 },
      { op: "add", path: "/root_block_device/0/throughput", value: 250 },
    ]);
  });

  it("have no reservation for what is scaled up and down", () => {
    const group = (max_size: number): Resource =>
      aResource("aws_eks_node_group", { scaling_config: [{ desired_size: 2, min_size: 2, max_size }] });
    expect(choices(group(2))).toHaveLength(1);
    expect(choices(group(5))).toEqual([]);
  });

  it("never cost more than what they replace", () => {
    const types = [
      "t2.micro",
      "t3.large",
      "m4.xlarge",
      "c5.2xlarge",
      "r5d.large",
      "m6g.large",
      "c5n.large",
      "p3.2xlarge",
    ];
    const resources = types.map((instance_type) =>
      aResource("aws_instance", { instance_type }, { name: instance_type }),
    );
    const found = estimateOf(resources).resources.flatMap(({ choices: all = [] }) => all);
    expect(found.length).toBeGreaterThan(8);
    expect(found.filter(({ saving }) => saving < 0.5)).toEqual([]);
    expect(found.filter(({ title }) => /^m\d[a-z]*a\S* instead of m6g/.test(title))).toEqual([]);
  });
});

describe("emissions", () => {
  it("are vCPU-hours at half load, times the data centre's and the grid's factors", () => {
    const [server] = estimateOf([
      aResource("aws_instance", { instance_type: "m5.large" }, { region: "eu-west-3" }),
    ]).resources;
    const processors = (730 * 2 * (0.74 + 0.5 * (3.5 - 0.74))) / 1000;
    const disk = ((8 / 1000) * 1.2 * 730 * 2) / 1000;
    expect(server?.emissions).toEqual({
      before: 0,
      after: expect.closeTo((processors + disk) * 1.135 * 0.0511, 8) as number,
      source: carbonSource,
    });
  });

  it("are not there where no coefficient is published", () => {
    const [queue, server] = estimateOf([
      aResource("aws_sqs_queue", {}),
      aResource("aws_instance", { instance_type: "m5.large" }, { region: "eu-south-2" }),
    ]).resources;
    expect([queue?.emissions, server?.emissions]).toEqual([undefined, undefined]);
  });
});
