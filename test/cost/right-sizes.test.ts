import { describe, expect, it } from "vitest";

import { usageTemplate } from "../../src/cost/usage-template.ts";
import { parseUsage } from "../../src/cost/usage-file.ts";
import type { JsonObject, Resource } from "../../src/model/resource.ts";
import { aChange, aResource, estimateOf } from "./builders.ts";

const busy = (cpu: number, memory: number): string =>
  `{ cpu_utilization_percent: ${cpu}, memory_utilization_percent: ${memory} }`;

/** The proposals that rest on utilization, as `smaller: saving`. */
function rightSizes(resource: Resource, usage: string): ReadonlyArray<string> {
  const found = estimateOf([resource], `  ${resource.address}: ${usage}\n`).resources[0]?.choices ?? [];
  return found
    .filter(({ why }) => why.includes("utilization"))
    .map(
      ({ title, saving, only_told }) => `${title}: ${saving.toFixed(2)}${only_told === null ? "" : ` (${only_told})`}`,
    );
}

const azure = { provider: "azurerm", region: "eastus" } as const;
const google = { provider: "google", region: "us-central1" } as const;
const disk = { os_disk: [{ storage_account_type: "Standard_LRS" }] };
const database = { engine: "mysql", allocated_storage: 20 };
const stopped = "a machine that runs is stopped for it";

describe("right sizes", () => {
  it.each<readonly [string, string, JsonObject, string, Partial<Resource>, ReadonlyArray<string>]>([
    [
      "half of a server",
      "aws_instance",
      { instance_type: "m5.xlarge" },
      busy(30, 20),
      {},
      ["m5.large instead of m5.xlarge: 70.08"],
    ],
    [
      "two steps at once",
      "aws_instance",
      { instance_type: "m5.4xlarge" },
      busy(8, 8),
      {},
      ["m5.large instead of m5.4xlarge: 490.56"],
    ],
    ["none at the bound", "aws_instance", { instance_type: "m5.xlarge" }, busy(36, 10), {}, []],
    ["none where memory is used", "aws_instance", { instance_type: "m5.xlarge" }, busy(5, 60), {}, []],
    ["none below the smallest", "aws_instance", { instance_type: "m5.large" }, busy(1, 1), {}, []],
    ["none by vCPUs alone", "aws_instance", { instance_type: "m5.xlarge" }, "{ cpu_utilization_percent: 5 }", {}, []],
    [
      "a bursting size within its baseline",
      "aws_instance",
      { instance_type: "t3.xlarge" },
      busy(10, 20),
      {},
      ["t3.large instead of t3.xlarge: 60.74"],
    ],
    ["no bursting size beyond its baseline", "aws_instance", { instance_type: "t3.large" }, busy(20, 10), {}, []],
    ["none of T2, whose sizes differ in more", "aws_instance", { instance_type: "t2.xlarge" }, busy(1, 1), {}, []],
    ["none of bare metal", "aws_instance", { instance_type: "m5.metal" }, busy(1, 1), {}, []],
    [
      "a server with disks of its own, told",
      "aws_instance",
      { instance_type: "m5d.xlarge" },
      busy(10, 10),
      {},
      ["m5d.large instead of m5d.xlarge: 82.49 (its local disk is smaller)"],
    ],
    [
      "a database",
      "aws_db_instance",
      { ...database, instance_class: "db.m5.xlarge" },
      busy(20, 30),
      {},
      ["db.m5.large instead of db.m5.xlarge: 124.83"],
    ],
    [
      "an Azure machine",
      "azurerm_linux_virtual_machine",
      { size: "Standard_D4s_v5", ...disk },
      busy(20, 20),
      azure,
      ["Standard_D2s_v5 instead of Standard_D4s_v5: 70.08"],
    ],
    [
      "none of Azure's bursting ones",
      "azurerm_linux_virtual_machine",
      { size: "Standard_B4ms", ...disk },
      busy(1, 1),
      azure,
      [],
    ],
    [
      "a Google machine",
      "google_compute_instance",
      { machine_type: "n2-standard-8" },
      busy(20, 20),
      google,
      ["n2-standard-4 instead of n2-standard-8: 113.43"],
    ],
    ["none of a shared core", "google_compute_instance", { machine_type: "e2-medium" }, busy(1, 1), google, []],
  ])("are %s", (_, type, values, usage, extra, expected) => {
    expect(rightSizes(aResource(type, values, extra), usage)).toEqual(expected);
  });

  it("take what was measured of the size that runs, and are told where nothing else stops it", () => {
    const grown = (from: string, changed: Resource["changed"]): Resource =>
      aResource(
        "aws_instance",
        { instance_type: "m5.4xlarge" },
        { action: "update", before: { instance_type: from }, changed },
      );
    const size = [["instance_type"]];
    expect(rightSizes(grown("m5.xlarge", size), busy(60, 50))).toEqual(["m5.xlarge instead of m5.4xlarge: 420.48"]);
    expect(rightSizes(grown("m5.xlarge", size), busy(90, 50))).toEqual(["m5.2xlarge instead of m5.4xlarge: 280.32"]);
    expect(rightSizes(grown("m4.xlarge", size), busy(10, 10))).toEqual([]);
    expect(rightSizes(grown("m5.4xlarge", [["tags"]]), busy(9, 9))).toEqual([
      `m5.xlarge instead of m5.4xlarge: 420.48 (${stopped})`,
    ]);
  });

  it("tell of a machine that runs what they suggest for a new one of the same content", () => {
    const values = { instance_type: "m5.xlarge" };
    const made = aResource("aws_instance", values, { name: "a" });
    const runs = aResource("aws_instance", values, {
      name: "b",
      action: "update",
      before: { ...values, tags: {} },
      changed: [["tags"]],
    });
    const { resources } = estimateOf([made, runs]);
    const toldOf = (index: number): unknown =>
      resources[index]?.choices?.find(({ title }) => title.startsWith("m6a"))?.only_told;
    expect([toldOf(0), toldOf(1)]).toEqual([null, stopped]);
  });

  it("say by which shares they are enough", () => {
    const [choice] =
      estimateOf([aResource("aws_instance", { instance_type: "c5.2xlarge" })], `  aws_instance.this: ${busy(30, 22)}\n`)
        .resources[0]?.choices ?? [];
    expect(choice?.why).toBe(
      "it is enough by the utilization in the usage file: 60 % of its vCPUs and 44 % of its memory at the peak, " +
        "at most 70 %; smaller sizes also have less bandwidth",
    );
    expect(choice?.patch).toEqual([{ op: "replace", path: "/instance_type", value: "c5.xlarge" }]);
  });

  it("stand in the usage file's template, and only as per cents", () => {
    const change = aChange([aResource("aws_instance", { instance_type: "m5.large" })]);
    const text = usageTemplate([change], estimateOf(change.resources), null).text;
    expect(text).toContain(
      "# cpu_utilization_percent: # at the peak (95th percentile), 0 to 100; a smaller size is proposed by both",
    );
    const messages = parseUsage(
      "version: 0.1\nresource_usage:\n  aws_instance.a:\n    cpu_utilization_percent: 130\n    memory_utilisation_percent: 4\n",
      "usage.yml",
    ).problems.map(({ message }) => message);
    expect(messages).toEqual([
      "aws_instance.a.cpu_utilization_percent is 130; expected a number from 0 to 100. It is left out.",
      '"memory_utilisation_percent" is not a usage key of aws_instance; expected "memory_utilization_percent". It is left out.',
    ]);
  });
});
