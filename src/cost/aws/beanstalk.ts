import type { Component } from "../../model/estimate.ts";
import type { JsonObject } from "../../model/resource.ts";
import { readAttributes, type Attributes } from "../attributes.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import { withValues, type Job } from "../job.ts";
import { scaled, spanOf } from "../scenario.ts";
import type { ResourceUsage } from "../usage.ts";
import { elb } from "./load-balancer.ts";
import { operations } from "./operations.ts";
import { rds } from "./rds.ts";
import { configurationServer, serverComponents } from "./server.ts";

/** An option of the environment by its namespace and name. */
type Options = (namespace: string, name: string) => string | null;

const environment: Estimator = {
  estimate: (job) => {
    const options = optionsOf(job.values);
    return [...servers(job, options), ...logs(job, options), ...balancer(job, options), ...database(job, options)];
  },
  usage: [
    "ec2.monthly_cpu_credit_hrs",
    ...keysOf("cloudwatch", operations.aws_cloudwatch_log_group),
    ...keysOf("lb", elb.aws_lb),
    ...keysOf("elb", elb.aws_elb),
    ...keysOf("db", rds.aws_db_instance),
  ],
};

function optionsOf(values: Attributes): Options {
  const known = new Map(
    ["setting", "all_settings"]
      .flatMap((name) => values.blocks(name))
      .map((one) => [`${one.text("namespace") ?? ""}|${one.text("name") ?? ""}`, one.text("value")]),
  );
  return (namespace, name) => known.get(`${namespace}|${name}`) ?? null;
}

function servers(job: Job, options: Options): ReadonlyArray<Component> {
  const launch = "aws:autoscaling:launchconfiguration";
  const several = options("aws:ec2:instances", "InstanceTypes")?.split(",")[0]?.trim();
  const type = several ?? options(launch, "InstanceType");
  if (type === null) job.notes.assume("The instance type is the platform's, which is not known; t3.micro is assumed.");
  const size = options(launch, "RootVolumeSize");
  const values = read(job, {
    instance_type: type ?? "t3.micro",
    enable_monitoring: false,
    root_block_device: [
      {
        volume_type: options(launch, "RootVolumeType") ?? "gp2",
        volume_size: size ?? 8,
        iops: options(launch, "RootVolumeIOPS"),
      },
    ],
  });
  const single = options("aws:elasticbeanstalk:environment", "EnvironmentType") === "SingleInstance";
  const least = Number(options("aws:autoscaling:asg", "MinSize") ?? 1);
  const expected = single || !(least >= 1 && least <= 10_000) ? 1 : least;
  // Four is what an environment without a word about it may scale to.
  const most = single ? 1 : Number(options("aws:autoscaling:asg", "MaxSize") ?? 4);
  const span = spanOf(expected, expected, most >= 1 && most <= 10_000 ? most : expected);
  const count = scaled(job, expected === 1 ? "One instance" : `${expected} instances`, span);
  return serverComponents(nested(job, "ec2", values), configurationServer(values), count);
}

function logs(job: Job, options: Options): ReadonlyArray<Component> {
  if (options("aws:elasticbeanstalk:cloudwatch:logs", "StreamLogs")?.toLowerCase() !== "true") return [];
  return inPart("CloudWatch", operations.aws_cloudwatch_log_group, nested(job, "cloudwatch", read(job, {})));
}

/** Every environment has a load balancer but the one of a single instance. */
function balancer(job: Job, options: Options): ReadonlyArray<Component> {
  const namespace = "aws:elasticbeanstalk:environment";
  if (options(namespace, "EnvironmentType") === "SingleInstance" || job.values.text("tier") === "Worker") return [];
  const type = options(namespace, "LoadBalancerType") ?? "classic";
  return type === "classic"
    ? inPart("Load balancer", elb.aws_elb, nested(job, "elb", read(job, {})))
    : inPart("Load balancer", elb.aws_lb, nested(job, "lb", read(job, { load_balancer_type: type })));
}

function database(job: Job, options: Options): ReadonlyArray<Component> {
  const option = (name: string): string | null => options("aws:rds:dbinstance", name);
  const isCoupled = option("HasCoupledDatabase");
  if (isCoupled === "false" || (isCoupled === null && option("DBInstanceClass") === null)) return [];
  const values = read(job, {
    engine: option("DBEngine") ?? "mysql",
    instance_class: option("DBInstanceClass") ?? "db.t3.micro",
    allocated_storage: option("DBAllocatedStorage") ?? 5,
    multi_az: option("MultiAZDatabase") ?? false,
    backup_retention_period: 1,
  });
  return inPart("Database", rds.aws_db_instance, nested(job, "db", values));
}

function read(job: Job, values: JsonObject): Attributes {
  return readAttributes(values, [], job.notes);
}

/** The job of a part: its attributes, and its usage below a key of the environment's. */
function nested(job: Job, key: string, values: Attributes): Job {
  const { usage } = job;
  const below: ResourceUsage = {
    number: (name) => usage.number(`${key}.${name}`),
    text: (name) => usage.text(`${key}.${name}`),
    under: usage.under,
  };
  return { ...withValues(job, values), usage: below };
}

function inPart(part: string, estimator: Estimator | undefined, job: Job): ReadonlyArray<Component> {
  return (estimator?.estimate(job) ?? []).map((component) => ({ ...component, part: component.part ?? part }));
}

function keysOf(prefix: string, estimator: Estimator | undefined): ReadonlyArray<string> {
  return (estimator?.usage ?? []).map((key) => `${prefix}.${key}`);
}

/** AWS Elastic Beanstalk: an environment is priced as what it creates. */
export const beanstalk: EstimatorTable = { aws_elastic_beanstalk_environment: environment };
