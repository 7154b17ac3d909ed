import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import { hoursAMonth } from "../amounts.ts";
import type { Attributes } from "../attributes.ts";
import type { Job } from "../job.ts";
import { cell, fixed, fixedOrNamed, rate } from "../line.ts";

/** One virtual machine, wherever it is declared. */
export interface Machine {
  readonly type: string;
  readonly spot: boolean;
  readonly part?: string | null;
  readonly gpus: ReadonlyArray<{ readonly type: string; readonly count: number }>;
  readonly localSsds: number;
  /** One of several of a resource: where the book has no price of it, it is named and the others are priced. */
  readonly isOneOfSeveral?: boolean;
}

/** GB of one local SSD. */
const localSsdSize = 375;

/** A machine of a custom size costs 5 % more by the vCPU and the GiB: https://cloud.google.com/compute/vm-instance-pricing */
const customFactor = "1.05";

/**
 * What hours of a month cost for each quarter of it, where the list has a sustained-use discount. 730 hours are 0.7 or
 * 0.8 of the list price: https://cloud.google.com/compute/docs/sustained-use-discounts
 */
const quarters: Readonly<Record<string, ReadonlyArray<string>>> = {
  "0.7": ["1", "0.8", "0.6", "0.4"],
  "0.8": ["1", "0.8678", "0.733", "0.6"],
};

/** Hours, GPUs and local SSDs of one or several machines; disks are apart. */
export function machineComponents(job: Job, machine: Machine, count: Decimal.Value = 1): ReadonlyArray<Component> {
  const hours = job.usage.number("monthly_hrs") ?? hoursAMonth;
  const custom = /^(?:(?<family>[a-z0-9]+)-)?custom-(?<cores>\d{1,3})-(?<memory>\d{3,7})(?<extended>-ext)?$/.exec(
    machine.type,
  )?.groups;
  const usage =
    custom === undefined
      ? listed(job, machine, hours, count)
      : customSize(
          job,
          machine,
          { family: custom.family ?? "n1", cores: Number(custom.cores), memory: Number(custom.memory) },
          hours,
          count,
        );
  return [
    ...usage,
    ...machine.gpus.flatMap((gpu) => gpuComponents(job, machine, gpu, hours, count)),
    ...(machine.localSsds > 0
      ? fixed(job, {
          name: "Local SSD provisioned storage",
          part: machine.part ?? null,
          unit: "GB",
          quantity: new Decimal(localSsdSize * machine.localSsds).times(count),
          price: rate("disk", machine.spot ? "local-ssd spot" : "local-ssd"),
        })
      : []),
  ];
}

function purchase(machine: Machine): string {
  return machine.spot ? "preemptible" : "on-demand";
}

function listed(job: Job, machine: Machine, hours: number, count: Decimal.Value): ReadonlyArray<Component> {
  if (machine.spot) job.notes.assume("Spot prices change; those on the day of the price book are used.");
  const inBook = machine.isOneOfSeveral === true ? fixedOrNamed : fixed;
  return inBook(job, {
    name: `Instance usage (Linux/UNIX, ${purchase(machine)}, ${machine.type})`,
    part: machine.part ?? null,
    unit: "hours",
    quantity: new Decimal(hours).times(count),
    price: cell("machine", machine.type, machine.spot ? "spot" : "ondemand"),
    times: machine.spot ? 1 : sustained(job, machine.type, hours),
  });
}

/** The sustained-use factor of so many hours a month; 1 where the list has none. */
function sustained(job: Job, type: string, hours: number): Decimal {
  const factor = job.book.figure(job.provider, job.region, cell("machine-specs", type, "month_factor_sud"));
  const steps = factor === null ? undefined : quarters[String(factor)];
  if (steps === undefined || factor === null) return new Decimal(1);
  const share = Decimal.min(1, new Decimal(hours).div(hoursAMonth));
  if (share.isZero()) return new Decimal(1);
  const paid = steps.reduce((sum, step, index) => {
    const inQuarter = Decimal.min(Decimal.max(share.minus(index * 0.25), 0), 0.25);
    return sum.plus(inQuarter.times(step));
  }, new Decimal(0));
  const applied = share.equals(1) ? new Decimal(factor) : paid.div(share);
  if (applied.lt(1))
    job.notes.assume(
      `The sustained-use discount is deducted: ${applied.toDecimalPlaces(4).toString()} × the list price.`,
    );
  return applied;
}

interface CustomSize {
  readonly family: string;
  readonly cores: number;
  /** MB. */
  readonly memory: number;
}

/** GiB that a vCPU may have before memory counts as extended. */
const mostMemory: Readonly<Record<string, number>> = { n1: 6.5, n2: 8, n2d: 8, e2: 8, n4: 8 };

function customSize(
  job: Job,
  machine: Machine,
  size: CustomSize,
  hours: number,
  count: Decimal.Value,
): ReadonlyArray<Component> {
  const family = size.family.toUpperCase();
  const gib = new Decimal(size.memory).div(1024);
  const included = Decimal.min(gib, new Decimal(mostMemory[size.family] ?? 8).times(size.cores));
  const extended = gib.minus(included);
  const standard = `${size.family}-standard-8`;
  const factor = new Decimal(size.family === "e2" ? 1 : customFactor).times(
    machine.spot ? spotShare(job, standard) : sustained(job, standard, hours),
  );
  const label = `Linux/UNIX, ${purchase(machine)}, ${family}`;
  const line = (name: string, column: string, times: Decimal): ReadonlyArray<Component> =>
    fixed(job, {
      name,
      part: machine.part ?? null,
      unit: "hours",
      quantity: new Decimal(hours).times(count),
      price: cell("custom", size.family, column),
      times: times.times(factor),
    });
  return [
    ...line(`Custom instance CPU (${label} ${size.cores} vCPUs)`, "vcpu", new Decimal(size.cores)),
    ...line(`Custom Instance RAM (${label} ${included.toString()} GB)`, "gib", included),
    ...(extended.isZero()
      ? []
      : extendedMemory(job, machine, `${label} ${extended.toString()} GB`, extended, hours, count)),
  ];
}

/** The book has the price of N1's, two GiB for a whole month with its discount of 0.7. */
function extendedMemory(
  job: Job,
  machine: Machine,
  label: string,
  gib: Decimal,
  hours: number,
  count: Decimal.Value,
): ReadonlyArray<Component> {
  return fixed(job, {
    name: `Custom Instance Extended RAM (${label})`,
    part: machine.part ?? null,
    unit: "hours",
    quantity: new Decimal(hours).times(count),
    price: rate("custom-extended", "n1"),
    times: gib.div(2),
  });
}

/** What a family's spot price is of its price, by its standard machine. */
function spotShare(job: Job, type: string): Decimal {
  const spot = job.book.price(job.provider, job.region, cell("machine", type, "spot"))?.usd;
  const plain = job.book.price(job.provider, job.region, cell("machine", type, "ondemand"))?.usd;
  job.notes.assume("Spot prices change; those on the day of the price book are used.");
  return spot === undefined || plain === undefined || plain.isZero() ? new Decimal(1) : spot.div(plain);
}

/** Families whose machines have their GPUs in their price. */
const withGpu = /^(?:a2|a3|a4|g2|g4)/;

const gpuNames: Readonly<Record<string, string>> = {
  "nvidia-tesla-k80": "NVIDIA Tesla K80",
  "nvidia-tesla-a100": "NVIDIA Tesla A100",
  "nvidia-tesla-t4": "NVIDIA Tesla T4",
  "nvidia-tesla-v100": "NVIDIA Tesla V100",
  "nvidia-l4": "NVIDIA L4",
};

function gpuComponents(
  job: Job,
  machine: Machine,
  gpu: { readonly type: string; readonly count: number },
  hours: number,
  count: Decimal.Value,
): ReadonlyArray<Component> {
  if (gpu.count === 0) return [];
  if (withGpu.test(machine.type)) {
    job.notes.assume(`${gpu.count} × ${gpu.type} is part of the price of ${machine.type}.`);
    return [];
  }
  const known = Object.hasOwn(gpuNames, gpu.type) ? gpuNames[gpu.type] : undefined;
  return fixed(job, {
    name: `${known ?? gpu.type} (${purchase(machine)})`,
    part: machine.part ?? null,
    unit: "hours",
    quantity: new Decimal(hours).times(count).times(gpu.count),
    price: rate("gpu", machine.spot ? `${gpu.type} spot` : gpu.type),
  });
}

const accelerators = { min: 0, max: 64, otherwise: 1 };

/** GPUs of the `guest_accelerator` blocks. */
export function gpusOf(values: Attributes): Machine["gpus"] {
  return values.blocks("guest_accelerator").map((one) => ({
    type: (one.text("type") ?? "").replace(/^.*\//, ""),
    count: one.number("count", accelerators),
  }));
}

/** `zones/z/machineTypes/n1-standard-1` is `n1-standard-1`. */
export function shortName(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}
