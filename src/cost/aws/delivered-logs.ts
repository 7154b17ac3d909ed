import type { Estimator, EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { tiered } from "../line.ts";
import { tiersOf, type TierSizes } from "../rows.ts";

/** Steps of the price of logs that services of AWS write, GB. */
const sizes: TierSizes = [
  ["first 10TB", 10_240],
  ["next 20TB", 20_480],
  ["next 20TB more", 20_480],
  ["over 50TB", null],
];

type Target = "CloudWatch" | "Firehose" | "S3";

/** Usage that tells how much is written. */
const usage = "monthly_log_data_gb";

function delivered(targetOf: (job: Job) => Target): Estimator {
  return {
    estimate: (job) => {
      const name = `Logs delivered to ${targetOf(job)}`;
      return tiered(job, { name, unit: "GB", usage }, tiersOf("vended-logs", name, sizes));
    },
    usage: [usage],
  };
}

function flowTarget({ values }: Job): Target {
  const kind = values.choice("log_destination_type", "cloud-watch-logs");
  return kind === "s3" ? "S3" : kind.includes("firehose") ? "Firehose" : "CloudWatch";
}

/** The target is told by its ARN; where that is known only after apply, by what kind of thing it is of. */
function deliveryTarget(job: Job): Target {
  const types = ["aws_cloudwatch_log_delivery_destination"];
  const found = job.others.referred(job.resource, types, job.values.text("delivery_destination_arn"))?.values;
  const arn = found?.block("delivery_destination_configuration").text("destination_resource_arn") ?? "";
  return arn.includes(":logs:") ? "CloudWatch" : arn.includes(":firehose:") ? "Firehose" : "S3";
}

/** Logs that AWS writes for its services: of networks, of distributions and of others. */
export const deliveredLogs: EstimatorTable = {
  aws_flow_log: delivered(flowTarget),
  aws_cloudwatch_log_delivery: delivered(deliveryTarget),
};
