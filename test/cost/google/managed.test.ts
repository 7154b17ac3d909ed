import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/model/resource.ts";
import { isFreeType } from "../../../src/cost/free-types.ts";
import { aResource, estimateOf, linesOf } from "../builders.ts";

const google = { provider: "google", region: "us-central1" };

describe("Google's services on machines", () => {
  it.each<readonly [string, JsonObject, ReadonlyArray<string>]>([
    [
      "google_compute_reservation",
      { specific_reservation: [{ count: 3, instance_properties: [{ machine_type: "n2-standard-4" }] }] },
      ["Instance usage (Linux/UNIX, on-demand, n2-standard-4) | 2190 hours | 340.30"],
    ],
    [
      "google_workbench_instance",
      { gce_setup: [{ machine_type: "e2-standard-4", boot_disks: [{ disk_size_gb: 200, disk_type: "PD_SSD" }] }] },
      [
        "Instance usage (Linux/UNIX, on-demand, e2-standard-4) | 730 hours | 97.84",
        "disk[0] / SSD provisioned storage (pd-ssd) | 200 GB | 34.00",
      ],
    ],
    [
      "google_vpc_access_connector",
      { min_instances: 3, machine_type: "e2-micro" },
      ["Instance usage (Linux/UNIX, on-demand, e2-micro) | 2190 hours | 18.34"],
    ],
  ])("prices %s", (type, values, lines) => {
    expect(linesOf(estimateOf([aResource(type, values, google)]).resources[0])).toEqual(lines);
  });

  it("counts a cluster's machines and names the fee that the book does not have", () => {
    const values = { cluster_config: [{ worker_config: [{ num_instances: 3, machine_type: "n2-standard-8" }] }] };
    const [cluster] = estimateOf([aResource("google_dataproc_cluster", values, google)]).resources;
    expect(linesOf(cluster)).toContain("worker_config / Dataproc fee | 2190 instance-hours | ?");
    expect(cluster?.after).toBeCloseTo(857.69, 2);
    expect(cluster?.assumptions).toContain(
      'Dataproc fee is not counted: the price book has no price of "Dataproc fee (n2-standard-8)" (dataproc-cluster).',
    );
  });

  it.each<readonly [string, JsonObject, string]>([
    [
      "google_spanner_instance",
      { config: "regional-us-central1", processing_units: 500 },
      'the price book has no price of "Nodes (regional)" (spanner-instance) in us-central1',
    ],
    [
      "google_bigtable_instance",
      { cluster: [{ cluster_id: "a", num_nodes: 3 }] },
      'the price book has no price of "Nodes" (bigtable-instance) in us-central1',
    ],
    ["google_workflows_workflow", {}, "the price book has no price of Internal steps, External steps"],
    ["google_spanner_instance", { num_nodes: -1 }, "num_nodes is -1; expected a number from 0 to 10000"],
  ])("does not price %s %j", (type, values, reason) => {
    expect(estimateOf([aResource(type, values, google)]).not_priced.map((one) => one.reason)).toEqual([reason]);
  });

  it.each([
    ["google_pubsub_topic_iam_binding", true],
    ["google_artifact_registry_repository_iam_member", true],
    ["google_network_services_http_route", true],
    ["google_pubsub_topic", false],
    ["google_iamx", false],
    ["aws_athena_workgroup", false],
  ])("holds %s to be free: %s", (type, isFree) => {
    expect(isFreeType(type)).toBe(isFree);
  });
});

describe("a cluster with a pool of unknown machines", () => {
  it("names them and prices the other pools", () => {
    const pool = (machine_type: string): JsonObject => ({ node_count: 1, node_config: [{ machine_type }] });
    const values = { location: "us-central1-a", node_pool: [pool("n2-standart-4"), pool("e2-standard-4")] };
    const { resources, not_priced } = estimateOf([aResource("google_container_cluster", values, google)]);
    expect(not_priced).toEqual([]);
    expect(linesOf(resources[0])).toEqual([
      "Cluster management fee | 730 hours | 73.00",
      "node_pool[0] / Instance usage (Linux/UNIX, on-demand, n2-standart-4) | 730 hours | ?",
      "node_pool[0] / Standard provisioned storage (pd-standard) | 100 GB | 4.00",
      "node_pool[1] / Instance usage (Linux/UNIX, on-demand, e2-standard-4) | 730 hours | 97.84",
      "node_pool[1] / Standard provisioned storage (pd-standard) | 100 GB | 4.00",
    ]);
    expect(resources[0]?.assumptions).toContain(
      'Instance usage (Linux/UNIX, on-demand, n2-standart-4) is not counted: the price book has no price of "n2-standart-4" (machine, ondemand); is "n2-standard-4" meant?',
    );
  });
});
