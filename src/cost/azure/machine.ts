import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import type { Job } from "../job.ts";
import { cell, fixed, rate } from "../line.ts";
import { hoursAMonth } from "../amounts.ts";
import type { PriceQuery } from "../price-book.ts";

/** One virtual machine, wherever it is declared. */
export interface Machine {
  readonly size: string;
  readonly system: "linux" | "windows";
  /** The licence is one's own: Azure Hybrid Benefit. */
  readonly ownLicence?: boolean;
  readonly spot?: boolean;
  readonly part?: string | null;
  /** Hours of a month where they are not the usage file's `monthly_hrs`. */
  readonly hours?: number | null;
}

/** Hours of one or several machines. */
export function machineComponents(job: Job, machine: Machine, count: Decimal.Value = 1): ReadonlyArray<Component> {
  if (machine.spot === true) {
    job.notes.assume("The price book has no spot prices of Azure; the pay as you go price is used.");
  }
  sayLicence(job);
  const windows = machine.system === "windows";
  const row = machine.size.toLowerCase();
  const column = windows && machine.ownLicence !== true ? "windows" : "linux";
  const label = windows ? "Windows" : "Linux";
  const plan = windows && machine.ownLicence === true ? "hybrid benefit" : "pay as you go";
  const example = exampleOf(job, row, column);
  const licence = column === "windows" && example === null ? licenceFactor(job, row) : null;
  const line = {
    name: `Instance usage (${label}, ${plan}, ${machine.size})`,
    part: machine.part ?? null,
    price: example ?? cell("vm", row, licence === null ? column : "linux"),
    ...(licence === null ? {} : { times: licence }),
  };
  const hours = machine.hours ?? job.usage.number("monthly_hrs") ?? hoursAMonth;
  return fixed(job, { ...line, unit: "hours", quantity: new Decimal(hours).times(count) });
}

/** Software in an image that is paid for by the hour beside the machine, by the image's publisher. */
const licensed: ReadonlyArray<readonly [publisher: RegExp, name: string]> = [
  [/^redhat/i, "Red Hat Enterprise Linux"],
  [/^suse$/i, "SUSE Linux Enterprise"],
  [/^microsoftsqlserver$/i, "SQL Server"],
];

/** The list of machines has Linux and Windows only: what else an image costs is said. */
function sayLicence({ values, notes }: Job): void {
  const images = ["source_image_reference", "storage_image_reference", "storage_profile_image_reference"];
  const publisher = images.map((name) => values.block(name).text("publisher") ?? "").find((text) => text !== "") ?? "";
  const [, name] = licensed.find(([pattern]) => pattern.test(publisher)) ?? [];
  if (name === undefined || /byos/i.test(values.text("license_type") ?? "")) return;
  notes.assume(`The licence of ${name} in its image is not counted: the price book has no price of it.`);
}

/**
 * A price that the list of machines does not have and a worked example shows. Of another region it stands for sizes
 * that the list has nowhere; a Windows price is nearer by the licence.
 */
function exampleOf(job: Job, row: string, column: "linux" | "windows"): PriceQuery | null {
  if (job.book.price(job.provider, job.region, cell("vm", row, column)) !== null) return null;
  const name = `instance usage (${column}, pay as you go, ${row})`;
  const item = job.book.items(job.provider, "vm-examples").find((one) => one.toLowerCase() === name);
  if (item === undefined) return null;
  const example = rate("vm-examples", item);
  const isListed = job.book.price(job.provider, job.region, cell("vm", row, "linux")) !== null;
  const isHere = job.book.price(job.provider, job.region, example)?.region === job.region;
  return isHere || !isListed ? example : null;
}

/**
 * The factor that makes a Linux price a Windows price where the list has only the first: the licence costs the same for
 * each vCPU, and Standard_D2_v3 shows how much.
 */
function licenceFactor(job: Job, row: string): Decimal | null {
  const usd = (name: string, column: string): Decimal | null =>
    job.book.price(job.provider, job.region, cell("vm", name, column))?.usd ?? null;
  const linux = usd(row, "linux");
  if (usd(row, "windows") !== null || linux === null || linux.isZero()) return null;
  const cores = job.book.figure(job.provider, job.region, cell("vm-specs", row, "vcpu"));
  const [withLicence, without] = [usd("standard_d2_v3", "windows"), usd("standard_d2_v3", "linux")];
  if (cores === null || withLicence === null || without === null) return null;
  job.notes.assume("The Windows price is estimated: the Linux price and the licence's price for each vCPU.");
  return linux.plus(withLicence.minus(without).div(2).times(cores)).div(linux);
}

/** Whether a size can have premium disks: an `s` after its number (D2s_v3), or DS, GS, LS before it. */
export function takesPremium(size: string): boolean {
  return /^standard_(?:[dgl]s\d|[a-z]{1,4}\d{1,4}(?:-\d{1,3})?[a-z]{0,6}s)/i.test(size);
}
