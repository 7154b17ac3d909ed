import { Decimal } from "decimal.js";
import type { Attributes } from "../attributes.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import { withValues, type Job } from "../job.ts";
import { hourly, rate } from "../line.ts";
import type { PriceQuery } from "../price-book.ts";
import { scaled, spanOf } from "../scenario.ts";
import { bought, reservedUsage } from "./reservations.ts";
import { scheduledSpan } from "./scheduled-actions.ts";
import {
  configurationServer,
  instanceServer,
  serverComponents,
  serverUsage,
  templateServer,
  type Server,
} from "./server.ts";

const instance: Estimator = {
  estimate: (job) => {
    const block = job.values.block("launch_template");
    const template = job.values.has("launch_template") ? templateOf(job, block) : null;
    const server = instanceServer(job.values, template);
    sayRootSize(job, server);
    return serverComponents(job, server);
  },
  usage: serverUsage,
};

const autoscalingGroup: Estimator = {
  estimate: (job) => {
    const count = capacity(job);
    const mixed = job.values.has("mixed_instances_policy") ? job.values.block("mixed_instances_policy") : null;
    const server = serverOfGroup(job, mixed);
    if (server === null) return [];
    sayRootSize(job, server);
    const spot = mixed === null ? new Decimal(0) : spotShare(mixed, count);
    const onDemand = new Decimal(count).minus(spot);
    return [
      ...(onDemand.gt(0) || spot.isZero() ? serverComponents(job, server, onDemand) : []),
      ...(spot.gt(0) ? serverComponents(job, { ...server, purchase: "spot" }, spot) : []),
    ];
  },
  usage: [...serverUsage, "instances"],
};

/** The launch template that a `launch_template` block names. */
export function templateOf(job: Job, block: Attributes): Attributes | null {
  const name =
    block.text("id") ?? block.text("launch_template_id") ?? block.text("name") ?? block.text("launch_template_name");
  const found = job.others.referred(job.resource, ["aws_launch_template"], name);
  if (found === null) job.notes.assume("Its launch template is not part of this project; nothing is taken from it.");
  return found?.values ?? null;
}

function serverOfGroup(job: Job, mixed: Attributes | null): Server | null {
  const inner = mixed?.block("launch_template");
  const block = inner?.block("launch_template_specification") ?? job.values.block("launch_template");
  const configuration = job.others.referred(
    job.resource,
    ["aws_launch_configuration"],
    job.values.text("launch_configuration"),
  );
  if (mixed === null && !job.values.has("launch_template") && configuration !== null) {
    return configurationServer(configuration.values);
  }
  const template = templateOf(job, block);
  const type =
    inner?.blocks("override").map((override) => override.text("instance_type"))[0] ??
    template?.text("instance_type") ??
    null;
  if (template === null || type === null) {
    job.notes.refuse(
      "the instance type is not known: its launch template or launch configuration is not in this project",
    );
    return null;
  }
  const image = withValues(job, template);
  return { ...templateServer(image.values), type };
}

/** Servers of the group: the usage file's, else what is desired, on average where actions are scheduled. */
function capacity(job: Job): number {
  const size = { min: 0, max: 10_000 };
  const { values } = job;
  const isDesired = values.has("desired_capacity") || values.isUnknown("desired_capacity");
  const name = isDesired ? "desired_capacity" : "min_size";
  const declared = values.number(name, { ...size, otherwise: 1 });
  const least = values.number("min_size", { ...size, otherwise: declared });
  const most = values.number("max_size", { ...size, otherwise: declared });
  const told = job.usage.number("instances");
  if (told !== null) return scaled(job, `${told} by the usage file`, spanOf(least, told, most));
  const planned = scheduledSpan(job, { least, desired: declared, most });
  if (planned === null) return scaled(job, `${name} = ${declared}`, spanOf(least, declared, most));
  return scaled(job, planned.told, planned.span);
}

/** How many servers of a mixed group are spot, as its distribution says. */
function spotShare(mixed: Attributes, count: Decimal.Value): Decimal {
  const distribution = mixed.block("instances_distribution");
  const base = distribution.number("on_demand_base_capacity", { min: 0, max: 10_000, otherwise: 0 });
  const percent = distribution.number("on_demand_percentage_above_base_capacity", { min: 0, max: 100, otherwise: 100 });
  const above = Decimal.max(0, new Decimal(count).minus(base));
  const onDemand = above.times(percent).div(100);
  // Servers are whole; an average of several numbers of them is not, and is shared as it is.
  return above.minus(new Decimal(count).isInteger() ? onDemand.ceil() : onDemand);
}

function sayRootSize(job: Job, server: Server): void {
  const root = server.volumes.find((volume) => volume.part === "root_block_device");
  if (root !== undefined && !root.values.has("volume_size")) {
    job.notes.assume("The size of the root volume is the image's, which is not known; 8 GB are assumed.");
  }
}

/** A host is billed by its family, whatever runs on it. */
const dedicatedHost: Estimator = {
  estimate: (job) => {
    const family = job.values.text("instance_family") ?? job.values.text("instance_type")?.split(".")[0];
    if (family === undefined) {
      job.notes.refuse("neither instance_family nor instance_type is set");
      return [];
    }
    const onDemand = (one: string): PriceQuery => rate("ec2", `host:${one}`);
    const host = { service: "ec2", type: family, kind: "host", kindMatters: true, onDemand };
    const { purchase, price, times } = bought(job, host);
    return hourly(job, { name: `EC2 Dedicated Host (${purchase}, ${family})`, price, times });
  },
  usage: ["monthly_hrs", ...reservedUsage],
};

/** Amazon EC2: instances and groups of them. */
export const ec2: EstimatorTable = {
  aws_instance: instance,
  aws_autoscaling_group: autoscalingGroup,
  aws_ec2_host: dedicatedHost,
};
