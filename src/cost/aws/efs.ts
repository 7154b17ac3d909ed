import type { Estimator, EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, fixed, rate } from "../line.ts";

const fileSystem: Estimator = {
  estimate: (job) => {
    const oneZone = job.values.has("availability_zone_name");
    const zone = oneZone ? "one zone" : "standard";
    const item = oneZone ? "one-zone" : "standard";
    return [
      ...byUsage(job, { name: `Storage (${zone})`, unit: "GB", usage: "storage_gb", price: rate("efs", item) }),
      ...throughput(job),
      ...(job.values.blocks("lifecycle_policy").length === 0
        ? []
        : [
            ...byUsage(job, {
              name: `Storage (${zone}, infrequent access)`,
              unit: "GB",
              usage: "infrequent_access_storage_gb",
              price: rate("efs", `${item}-ia`),
            }),
            ...byUsage(job, {
              name: "Read requests (infrequent access)",
              unit: "GB",
              usage: "monthly_infrequent_access_read_gb",
              price: rate("efs", "ia-read"),
            }),
            ...byUsage(job, {
              name: "Write requests (infrequent access)",
              unit: "GB",
              usage: "monthly_infrequent_access_write_gb",
              price: rate("efs", "ia-write"),
            }),
          ]),
    ];
  },
  usage: [
    "storage_gb",
    "infrequent_access_storage_gb",
    "monthly_infrequent_access_read_gb",
    "monthly_infrequent_access_write_gb",
  ],
};

/** Each GB stored brings 1/20 MB/s; only what is provisioned above that is billed. */
function throughput(job: Job): ReturnType<typeof fixed> {
  if (job.values.text("throughput_mode") !== "provisioned") return [];
  const asked = job.values.number("provisioned_throughput_in_mibps", { min: 1, max: 3414, otherwise: 1 });
  const quantity = Math.max(0, asked - (job.usage.number("storage_gb") ?? 0) / 20);
  return fixed(job, { name: "Provisioned throughput", unit: "MBps", quantity, price: rate("efs", "throughput") });
}

/** Amazon EFS. */
export const efs: EstimatorTable = { aws_efs_file_system: fileSystem };
