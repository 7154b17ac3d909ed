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

  it("counts a cluster's machines and the fee for each of their vCPUs", () => {
    const values = { cluster_config: [{ worker_config: [{ num_instances: 3, machine_type: "n2-standard-8" }] }] };
    const [cluster] = estimateOf([aResource("google_dataproc_cluster", values, google)]).resources;
    expect(linesOf(cluster)).toContain("worker_config / Dataproc fee | 17520 vCPU-hours | 175.20");
    // The machines alone cost 857.69; the master has four vCPUs.
    expect(cluster?.after).toBeCloseTo(857.69 + 175.2 + 29.2, 2);
  });

  it("names the fee where the machine's vCPUs are not known", () => {
    const values = { cluster_config: [{ worker_config: [{ num_instances: 1, machine_type: "custom-4-16384" }] }] };
    const [cluster] = estimateOf([aResource("google_dataproc_cluster", values, google)]).resources;
    expect(linesOf(cluster)).toContain("worker_config / Dataproc fee | ? vCPU-hours | ?");
  });

  it.each<readonly [string, JsonObject, string, ReadonlyArray<string>]>([
    [
      "google_spanner_instance",
      { config: "regional-us-central1", processing_units: 500 },
      "{storage_gb: 100}",
      ["Nodes (regional) | 365 hours | 328.50", "Storage (regional) | 100 GB | 30.00"],
    ],
    [
      "google_spanner_instance",
      { config: "regional-us-central1", num_nodes: 1, edition: "ENTERPRISE" },
      "",
      ["Nodes (regional, enterprise) | 730 hours | 897.90"],
    ],
    [
      "google_bigtable_instance",
      { cluster: [{ cluster_id: "a", num_nodes: 3 }] },
      "{storage_gb: 1000}",
      ["a / Nodes | 2190 hours | 1423.50", "a / Storage (SSD) | 1000 GB | 170.00"],
    ],
    [
      "google_alloydb_instance",
      { instance_type: "PRIMARY", machine_config: [{ cpu_count: 4 }] },
      "",
      ["vCPU | 5840 vCPU-hours | 385.91", "Memory | 46720 GB-hours | 523.26"],
    ],
    ["google_alloydb_cluster", {}, "{storage_gb: 1000}", ["Storage | 1000 GB | 299.96"]],
    [
      "google_managed_kafka_cluster",
      {},
      "{monthly_dcu_hours: 2190, storage_gb: 300}",
      ["Compute | 2190 DCU-hours | 197.10", "Storage | 300 GB | 51.00"],
    ],
    [
      "google_composer_environment",
      { config: [{ environment_size: "ENVIRONMENT_SIZE_MEDIUM" }] },
      "",
      ["Environment fee (medium) | 730 hours | 401.50"],
    ],
    [
      "google_looker_instance",
      { platform_edition: "LOOKER_CORE_STANDARD" },
      "",
      ["Platform (standard) | 1 months | 5000.00"],
    ],
    [
      "google_bigquery_reservation",
      { edition: "ENTERPRISE_PLUS", slot_capacity: 100 },
      "{monthly_slot_hours: 1000}",
      ["Slots (enterprise plus) | 1000 slot-hours | 100.00"],
    ],
    ["google_cloud_scheduler_job", {}, "", ["Job | 1 months | 0.10"]],
    ["google_workflows_workflow", {}, "{monthly_internal_steps: 100000}", ["Internal steps | 100 1k steps | 1.00"]],
    ["google_vertex_ai_index", {}, "{monthly_index_build_gb: 10}", ["Index building | 10 GB | 30.00"]],
    [
      "google_vertex_ai_index_endpoint_deployed_index",
      { dedicated_resources: [{ min_replica_count: 2, machine_spec: [{ machine_type: "e2-standard-2" }] }] },
      "",
      ["Index serving (e2-standard-2) | 1460 hours | 136.96"],
    ],
    ["google_vertex_ai_featurestore", {}, "{monthly_node_hours: 730}", ["Online serving | 730 node-hours | 686.20"]],
  ])("prices %s %j %s", (type, values, usage, lines) => {
    const written = usage === "" ? "" : `  ${type}.this: ${usage}\n`;
    const { resources, not_priced } = estimateOf([aResource(type, values, google)], written);
    expect(not_priced).toEqual([]);
    expect(linesOf(resources[0]).filter((line) => !line.includes("| ? "))).toEqual(lines);
  });

  it("borrows documents' prices from the region that is known", () => {
    const usage = "  google_firestore_database.this: {monthly_document_reads: 1000000}\n";
    const [estimate] = estimateOf([aResource("google_firestore_database", {}, google)], usage).resources;
    expect(linesOf(estimate)[0]).toBe("Document reads | 10 100k reads | 0.33");
    expect(estimate?.assumptions.join(" ")).toContain("the price in europe-west1 is used");
  });

  it.each<readonly [string, JsonObject, string]>([
    [
      "google_spanner_instance",
      { config: "nam6", num_nodes: 1 },
      'the price book has no price of "Nodes (multi-region)" (spanner-instance) in us-central1',
    ],
    [
      "google_looker_instance",
      { platform_edition: "LOOKER_CORE_EMBED_ANNUAL" },
      'the price book has no price of "Platform (embed annual)" (looker-instance) in us-central1',
    ],
    [
      "google_vertex_ai_index_endpoint_deployed_index",
      { dedicated_resources: [{ min_replica_count: 1 }] },
      'the price book has no price of "Index serving (e2-standard-16)" (vertex-ai) in us-central1',
    ],
    ["google_eventarc_trigger", {}, "the price book has no price of Events"],
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
