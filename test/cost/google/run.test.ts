import { expect, it } from "vitest";
import type { JsonObject } from "../../../src/model/resource.ts";
import { aResource, estimateOf, linesOf } from "../builders.ts";

const container = { resources: [{ limits: { cpu: "2", memory: "1Gi" }, cpu_idle: false }] };

function inRegion(region: string, type: string, values: JsonObject, usage = ""): ReadonlyArray<string> {
  const told = usage === "" ? "" : `  ${type}.this: ${usage}\n`;
  const [estimate] = estimateOf([aResource(type, values, { provider: "google", region })], told).resources;
  return [...linesOf(estimate), ...(estimate?.assumptions ?? [])];
}

it.each([
  [
    "us-central1",
    ["CPU allocation time | 5256000 vCPU-seconds | 94.61", "Memory allocation time | 2628000 GiB-seconds | 5.26"],
  ],
  [
    "europe-west3",
    [
      "CPU allocation time (tier 2) | 5256000 vCPU-seconds | 113.53",
      "Memory allocation time (tier 2) | 2628000 GiB-seconds | 6.31",
    ],
  ],
])("counts the least number of instances in %s, by the tier of the region", (region, lines) => {
  const values = { template: [{ scaling: [{ min_instance_count: 1 }], containers: [container] }] };
  expect(inRegion(region, "google_cloud_run_v2_service", values)).toEqual([
    ...lines,
    "1 instance is kept all month; more cost more.",
  ]);
});

it.each([
  ["no instance is kept", { template: [{ containers: [container] }] }, "", "CPU allocation time | ? vCPU-seconds | ?"],
  [
    "the usage file says how long they run",
    { template: [{ scaling: [{ min_instance_count: 1 }], containers: [container] }] },
    "{instance_hrs: 100}",
    "CPU allocation time | 720000 vCPU-seconds | 12.96",
  ],
  [
    "requests are billed",
    { template: [{ scaling: [{ min_instance_count: 1 }], containers: [{ resources: [{ limits: { cpu: "1" } }] }] }] },
    "{monthly_requests: 1000000, average_request_duration_ms: 200}",
    "CPU allocation time | 200000 vCPU-seconds | 4.80",
  ],
])("counts nothing by itself where %s", (_why, values, usage, line) => {
  expect(inRegion("us-central1", "google_cloud_run_v2_service", values, usage)[0]).toBe(line);
});

it("prices a function of the second generation as what it runs on", () => {
  const values = { service_config: [{ available_memory: "512M", available_cpu: "1" }] };
  const usage = "{monthly_requests: 1000000, average_request_duration_ms: 100}";
  expect(inRegion("us-east1", "google_cloudfunctions2_function", values, usage)[0]).toBe(
    "CPU allocation time | 100000 vCPU-seconds | 2.40",
  );
});

it.each([
  ["nvidia-tesla-t4", "NVIDIA Tesla T4 (on-demand) | 1460 hours | 511.00"],
  ["nvidia-tesla-v100", "NVIDIA Tesla V100 (on-demand) | 1460 hours | 3620.80"],
])("prices %s", (type, line) => {
  const values = { machine_type: "n1-standard-4", zone: "us-central1-a", guest_accelerator: [{ type, count: 2 }] };
  expect(inRegion("us-central1", "google_compute_instance", values)).toContain(line);
});

it("prices a key's version that is declared by itself", () => {
  expect(inRegion("us-central1", "google_kms_crypto_key_version", {})).toContain("Key versions | 1 months | 0.06");
});
