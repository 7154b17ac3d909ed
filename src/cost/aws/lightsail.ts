import type { Estimator, EstimatorTable } from "../estimator.ts";
import { hourly, rate } from "../line.ts";

/** GB of memory by the first word of a bundle. */
const memory: Readonly<Record<string, string>> = {
  nano: "0.5GB",
  micro: "1GB",
  small: "2GB",
  medium: "4GB",
  large: "8GB",
  xlarge: "16GB",
  "2xlarge": "32GB",
  "4xlarge": "64GB",
};

const server: Estimator = {
  estimate: (job) => {
    const bundle = job.values.required("bundle_id") ?? "";
    const windows = bundle.includes("_win_");
    const size = bundle.split("_")[0] ?? "";
    const label = Object.hasOwn(memory, size) ? memory[size] : undefined;
    if (label === undefined) {
      job.notes.refuse(`unknown bundle "${bundle}"; expected one that begins with ${Object.keys(memory).join(", ")}`);
      return [];
    }
    const name = `Virtual server (${windows ? "Windows" : "Linux/UNIX"})`;
    const item = `${name} [-BundleUsage:${label}${windows ? "_win" : ""}]`;
    return hourly(job, { name, price: rate("lightsail-instance", item) });
  },
  usage: ["monthly_hrs"],
};

/** Amazon Lightsail. */
export const lightsail: EstimatorTable = { aws_lightsail_instance: server };
