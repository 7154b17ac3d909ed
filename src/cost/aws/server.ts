import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import { layered, type Attributes } from "../attributes.ts";
import type { Job } from "../job.ts";
import { byUsage, cell, fixed, hourly, rate } from "../line.ts";
import type { CellQuery, PriceQuery } from "../price-book.ts";
import { bought, reservedUsage, type Bought } from "./reservations.ts";
import { volumeComponents } from "./volume.ts";

/** How a server is bought. */
export type Purchase = "on-demand" | "spot";

/** One EC2 server, wherever it is declared: an instance, a launch template, a launch configuration, a node group. */
export interface Server {
  readonly type: string;
  readonly purchase: Purchase;
  readonly tenancy: string;
  readonly ebsOptimized: boolean;
  readonly monitored: boolean;
  /** Only `unlimited` costs; the quantity is the usage file's. Null where nothing says it. */
  readonly unlimitedCredits: boolean | null;
  readonly volumes: ReadonlyArray<ServerVolume>;
}

/** A disk of a server. */
export interface ServerVolume {
  readonly part: string;
  readonly values: Attributes;
  /** `gp2` unless the launch template of a node group says otherwise. */
  readonly type: string;
  readonly defaultSize: number;
}

/** Operating systems by the words of a usage file: column of the price table and words of the component. */
const systems: Readonly<Record<string, { readonly column: string; readonly label: string }>> = {
  linux: { column: "linux", label: "Linux/UNIX" },
  windows: { column: "windows", label: "Windows" },
  rhel: { column: "rhel", label: "RHEL" },
  suse: { column: "suse", label: "SUSE" },
};

/** Dedicated instances cost about 6 % more; the list prices of t3.medium (0.0441 to 0.0416) are the measure. */
const dedicatedFactor = "1.06";

/** Previous generations where EBS optimisation is charged; current ones include it. */
const chargesForEbs = /^(?:c1|c3|g2|i2|m1|m2|r3)\./;

/** Keys of a usage file that say something of servers. */
export const serverUsage = [
  "operating_system",
  "monthly_hrs",
  "monthly_cpu_credit_hrs",
  "vcpu_count",
  "reserved_instance_type",
  ...reservedUsage,
];

/** What a server costs, `count` times, disks included. */
export function serverComponents(job: Job, server: Server, count: Decimal.Value = 1): ReadonlyArray<Component> {
  return [
    ...instanceComponents(job, server, count),
    ...server.volumes.flatMap((volume) => repeat(volumeOf(job, volume), count)),
  ];
}

function instanceComponents(job: Job, server: Server, count: Decimal.Value): ReadonlyArray<Component> {
  if (server.tenancy === "host") {
    job.notes.assume("It runs on a dedicated host, which is priced by itself.");
    return [];
  }
  const system = operatingSystem(job);
  return [
    ...instanceUsage(job, server, system, count),
    ...ebsOptimised(job, server, count),
    ...(server.monitored
      ? fixed(job, {
          name: "EC2 detailed monitoring",
          unit: "metrics",
          quantity: new Decimal(7).times(count),
          price: rate("ec2", "detailed-monitoring"),
        })
      : []),
    ...credits(job, server, count),
  ];
}

function instanceUsage(
  job: Job,
  server: Server,
  system: { readonly column: string; readonly label: string },
  count: Decimal.Value,
): ReadonlyArray<Component> {
  const dedicated = server.tenancy === "dedicated";
  if (dedicated) job.notes.assume(`Dedicated tenancy is estimated as ${dedicatedFactor} × the shared price.`);
  const { purchase, price, times } = purchaseOf(job, server, system.column);
  return hourly(job, {
    name: `Instance usage (${system.label}, ${purchase}, ${server.type})`,
    count,
    price,
    times: dedicated ? times.times(dedicatedFactor) : times,
  });
}

interface Purchased extends Omit<Bought, "purchase"> {
  readonly purchase: Bought["purchase"] | "spot";
}

/** The price of a spot machine, whose system is a column of the book's machines; AWS never charges more than on demand. */
export function spotPrice(job: Job, type: string, column: string): CellQuery {
  job.notes.assume("Spot prices change by the hour; an average is used, and the on-demand price at the worst.");
  job.notes.vary();
  const isWorst = job.scenario.kind === "level" && job.scenario.level === "high";
  return cell("ec2", type, column === "linux" && !isWorst ? "spot" : column);
}

function purchaseOf(job: Job, server: Server, column: string): Purchased {
  const onDemand = (type: string): PriceQuery => cell("ec2", type, column);
  if (server.purchase === "spot") {
    return { purchase: "spot", price: spotPrice(job, server.type, column), times: new Decimal(1) };
  }
  const years = job.usage.text("reserved_instance_term") === "3_year" ? 3 : 1;
  const offering = job.usage.text("reserved_instance_type") ?? "standard";
  const isListed = job.usage.text("reserved_instance_payment_option") === "no_upfront" && offering === "standard";
  const listed = cell("ec2", server.type, `reserved-${years}`);
  if (isListed && column === "linux" && job.book.price(job.provider, job.region, listed) !== null) {
    return { purchase: "reserved", price: listed, times: new Decimal(1) };
  }
  const { type } = server;
  return bought(job, { service: "ec2", type, kind: `${column}:${offering}`, kindMatters: true, onDemand });
}

function operatingSystem(job: Job): { readonly column: string; readonly label: string } {
  const linux = { column: "linux", label: "Linux/UNIX" };
  const told = job.usage.text("operating_system");
  if (told !== null) return (Object.hasOwn(systems, told) ? systems[told] : undefined) ?? linux;
  const image = [
    job.values.text("ami") ?? job.values.text("image_id") ?? "",
    ...job.resource.references.filter((r) => r.includes("ami")),
  ].join(" ");
  if (/windows/i.test(image)) {
    job.notes.assume("The operating system is not known; Windows is assumed from the image's name.");
    return { column: "windows", label: "Windows" };
  }
  job.notes.assume("The operating system is not known from the image; Linux is assumed.");
  return linux;
}

function ebsOptimised(job: Job, server: Server, count: Decimal.Value): ReadonlyArray<Component> {
  if (!server.ebsOptimized || !chargesForEbs.test(server.type)) return [];
  const price = rate("ec2", `ebs-optimized:${server.type}`);
  if (job.book.price(job.provider, job.region, price) === null) {
    job.notes.assume(`EBS optimisation of ${server.type} is not counted: the price book has no price of it.`);
    return [];
  }
  return hourly(job, { name: "EBS-optimized usage", count, price });
}

/** T3 and later exceed their credits unless they are told not to; only the usage file knows whether they do. */
function credits(job: Job, server: Server, count: Decimal.Value): ReadonlyArray<Component> {
  const exceeds = /^t[34]/.test(server.type) && job.usage.number("monthly_cpu_credit_hrs") !== null;
  if (!/^t\d/.test(server.type) || !(server.unlimitedCredits ?? exceeds)) return [];
  const cpus =
    job.usage.number("vcpu_count") ?? job.book.figure(job.provider, job.region, cell("ec2", server.type, "vcpu")) ?? 1;
  return byUsage(job, {
    name: "CPU credits",
    unit: "vCPU-hours",
    usage: "monthly_cpu_credit_hrs",
    times: new Decimal(cpus).times(count),
    price: rate("ec2", "cpu-credits"),
  });
}

function volumeOf(job: Job, volume: ServerVolume): ReadonlyArray<Component> {
  return volumeComponents(job, volume.values, {
    part: volume.part,
    type: volume.type,
    typeAttribute: "volume_type",
    sizeAttribute: "volume_size",
    defaultSize: volume.defaultSize,
  });
}

function repeat(components: ReadonlyArray<Component>, count: Decimal.Value): ReadonlyArray<Component> {
  if (new Decimal(count).equals(1)) return components;
  return components.map((one) => ({
    ...one,
    quantity: one.quantity === null ? null : new Decimal(one.quantity).times(count).toNumber(),
    monthly: one.monthly === null ? null : new Decimal(one.monthly).times(count).toNumber(),
  }));
}

/** A server as `aws_instance` declares it, over its launch template's where it has one. */
export function instanceServer(values: Attributes, template: Attributes | null): Server {
  const base = template === null ? null : templateServer(template);
  const all = template === null ? values : layered(values, template);
  return {
    type: all.required("instance_type") ?? "unknown",
    purchase: values.has("instance_market_options") ? marketOf(values) : (base?.purchase ?? "on-demand"),
    tenancy:
      values.has("host_id") || values.isUnknown("host_id")
        ? "host"
        : values.choice("tenancy", base?.tenancy ?? "default"),
    ebsOptimized: values.flag("ebs_optimized", base?.ebsOptimized ?? false),
    monitored: values.flag("monitoring", base?.monitored ?? false),
    unlimitedCredits: creditsOf(values) ?? base?.unlimitedCredits ?? null,
    volumes: [rootVolume(values, template), ...dataVolumes(values, template)],
  };
}

/** A server as a launch template declares it. */
export function templateServer(values: Attributes): Server {
  const disks = templateDisks(values);
  const root = disks.find((disk) => isRootDevice(disk.device));
  return {
    type: values.text("instance_type") ?? "unknown",
    purchase: marketOf(values),
    tenancy: values.block("placement").choice("tenancy", "default"),
    ebsOptimized: values.flag("ebs_optimized"),
    monitored: values.block("monitoring").flag("enabled"),
    unlimitedCredits: creditsOf(values),
    volumes: [
      {
        part: "root_block_device",
        values: root?.values ?? values.block("root_block_device"),
        type: "gp2",
        defaultSize: 8,
      },
      ...disks
        .filter((disk) => disk !== root)
        .map((disk, index) => ({
          part: `block_device_mapping[${index}]`,
          values: disk.values,
          type: "gp2",
          defaultSize: 8,
        })),
    ],
  };
}

/** A server as a launch configuration declares it; its monitoring is on unless switched off. */
export function configurationServer(values: Attributes): Server {
  return {
    type: values.required("instance_type") ?? "unknown",
    purchase: values.has("spot_price") ? "spot" : "on-demand",
    tenancy: values.choice("placement_tenancy", "default"),
    ebsOptimized: values.flag("ebs_optimized"),
    monitored: values.flag("enable_monitoring", true),
    unlimitedCredits: null,
    volumes: [rootVolume(values, null), ...dataVolumes(values, null)],
  };
}

interface Disk {
  readonly device: string | null;
  readonly values: Attributes;
}

function templateDisks(values: Attributes): ReadonlyArray<Disk> {
  return values
    .blocks("block_device_mappings")
    .flatMap((block) => block.blocks("ebs").map((disk) => ({ device: block.text("device_name"), values: disk })));
}

/** The device that Amazon's own images boot from. */
function isRootDevice(device: string | null): boolean {
  return device === "/dev/xvda" || device === "/dev/sda1";
}

function rootVolume(values: Attributes, template: Attributes | null): ServerVolume {
  const inherited = template === null ? undefined : templateDisks(template).find((disk) => isRootDevice(disk.device));
  const own = values.block("root_block_device");
  const root = inherited === undefined ? own : layered(own, inherited.values);
  return { part: "root_block_device", values: root, type: "gp2", defaultSize: 8 };
}

/** The instance's own disks, completed by the template's of the same device, then the template's others. */
function dataVolumes(values: Attributes, template: Attributes | null): ReadonlyArray<ServerVolume> {
  const inherited = (template === null ? [] : templateDisks(template)).filter((disk) => !isRootDevice(disk.device));
  const own = values.blocks("ebs_block_device").map((block) => {
    const device = block.text("device_name");
    const same = inherited.find((other) => device !== null && other.device === device);
    return { device, values: same === undefined ? block : layered(block, same.values) };
  });
  const others = inherited.filter((one) => !own.some((mine) => mine.device !== null && mine.device === one.device));
  return [...own, ...others].map((disk, index) => ({
    part: `ebs_block_device[${index}]`,
    values: disk.values,
    type: "gp2",
    defaultSize: 8,
  }));
}

function marketOf(values: Attributes): Purchase {
  return values.block("instance_market_options").text("market_type") === "spot" ? "spot" : "on-demand";
}

function creditsOf(values: Attributes): boolean | null {
  const told = values.block("credit_specification").text("cpu_credits");
  return told === null ? null : told === "unlimited";
}
