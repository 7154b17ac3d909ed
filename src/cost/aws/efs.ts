import type { Component } from "../../model/estimate.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, fixed, rate } from "../line.ts";

/** A component in GB that only the usage file knows: its name, its usage key, its item of the book. */
type Line = readonly [name: string, usage: string, item: string];

const elasticLines: ReadonlyArray<Line> = [
  ["Read throughput (elastic)", "monthly_elastic_read_gb", "elastic-read"],
  ["Write throughput (elastic)", "monthly_elastic_write_gb", "elastic-write"],
];

const archiveLines: ReadonlyArray<Line> = [
  ["Storage (standard, archive)", "archive_storage_gb", "archive"],
  ["Read requests (archive)", "monthly_archive_read_gb", "archive-read"],
  ["Write requests (archive)", "monthly_archive_write_gb", "archive-write"],
];

function infrequentLines(zone: string, item: string): ReadonlyArray<Line> {
  return [
    [`Storage (${zone}, infrequent access)`, "infrequent_access_storage_gb", `${item}-ia`],
    ["Read requests (infrequent access)", "monthly_infrequent_access_read_gb", "ia-read"],
    ["Write requests (infrequent access)", "monthly_infrequent_access_write_gb", "ia-write"],
  ];
}

const fileSystem: Estimator = {
  estimate: (job) => {
    const oneZone = job.values.has("availability_zone_name");
    const zone = oneZone ? "one zone" : "standard";
    const item = oneZone ? "one-zone" : "standard";
    const policies = job.values.blocks("lifecycle_policy");
    const archives = policies.some((policy) => policy.has("transition_to_archive"));
    return [
      ...measuredLines(job, [[`Storage (${zone})`, "storage_gb", item]]),
      ...throughput(job),
      ...measuredLines(job, policies.length === 0 ? [] : infrequentLines(zone, item)),
      ...measuredLines(job, archives ? archiveLines : []),
    ];
  },
  usage: [...infrequentLines("", ""), ...archiveLines, ...elasticLines].map(([, usage]) => usage).concat("storage_gb"),
};

function measuredLines(job: Job, lines: ReadonlyArray<Line>): ReadonlyArray<Component> {
  return lines.flatMap(([name, usage, item]) => byUsage(job, { name, unit: "GB", usage, price: rate("efs", item) }));
}

/** Elastic throughput is paid by what is moved; of provisioned, each GB stored brings 1/20 MB/s that is not billed. */
function throughput(job: Job): ReadonlyArray<Component> {
  const mode = job.values.text("throughput_mode");
  if (mode === "elastic") return measuredLines(job, elasticLines);
  if (mode !== "provisioned") return [];
  const asked = job.values.number("provisioned_throughput_in_mibps", { min: 1, max: 3414, otherwise: 1 });
  const quantity = Math.max(0, asked - (job.usage.number("storage_gb") ?? 0) / 20);
  return fixed(job, { name: "Provisioned throughput", unit: "MBps", quantity, price: rate("efs", "throughput") });
}

/** Amazon EFS. */
export const efs: EstimatorTable = { aws_efs_file_system: fileSystem };
