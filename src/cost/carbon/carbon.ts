import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import { hoursAMonth } from "../amounts.ts";
import { toJsonNumber } from "../../model/amounts.ts";
import type { PriceBook } from "../price-book.ts";
import { assumedLoad, gridEmissions, powers, storagePower, volumeCopies } from "./coefficients.ts";

/** Where things run. */
interface Place {
  readonly provider: string;
  readonly region: string | null;
  readonly book: PriceBook;
}

/**
 * What components emit in a month, kg of CO2 equivalent: processors at half load and block volumes, from published
 * coefficients. Null where none of them has one. Memory, networks and the making of the machines are not counted.
 */
export function emissionsOf(components: ReadonlyArray<Component>, place: Place): number | null {
  const grid = place.region === null ? undefined : gridEmissions[place.provider]?.[place.region];
  const power = powers[place.provider];
  if (grid === undefined || power === undefined) return null;
  const known = components.flatMap((component) => energyOf(component, place) ?? []);
  if (known.length === 0) return null;
  const energy = known.reduce((sum, one) => sum.plus(one), new Decimal(0));
  return toJsonNumber(energy.times(power.effectiveness).times(grid));
}

/** Kilowatt-hours a month at the machine; null where there is no coefficient. */
function energyOf(component: Component, place: Place): Decimal | null {
  const { quantity, unit, origin } = component;
  if (quantity === null) return null;
  const machine = /^"(?<row>[^"]+)" \((?<table>ec2|rds|elasticache|opensearch|vm|machine), /.exec(
    origin?.item ?? "",
  )?.groups;
  if (machine !== undefined && unit === "hours") return processors(vcpusOf(machine, place), quantity, place);
  if (unit === "vCPU-hours" && component.name === "CPU requests") return processors(1, quantity, place);
  const volume = /^"(?<kind>gp2|gp3|io1|io2|st1|sc1)" \(ebs\)/.exec(origin?.item ?? "")?.groups?.["kind"];
  if (volume === undefined || unit !== "GB") return null;
  const watts = ["st1", "sc1"].includes(volume) ? storagePower.hdd : storagePower.ssd;
  return new Decimal(quantity).div(1000).times(watts).times(hoursAMonth).times(volumeCopies).div(1000);
}

function vcpusOf(machine: Readonly<Record<string, string>>, { provider, region, book }: Place): number {
  const { row = "", table = "" } = machine;
  const specs: Readonly<Record<string, string>> = { vm: "vm-specs", machine: "machine-specs" };
  const query = { kind: "cell", table: specs[table] ?? table, row, column: "vcpu" } as const;
  return book.figure(provider, region ?? "", query) ?? 0;
}

function processors(vcpus: number, hours: number, { provider }: Place): Decimal | null {
  const power = powers[provider];
  if (power === undefined || vcpus === 0) return null;
  const watts = new Decimal(power.busy).minus(power.idle).times(assumedLoad).plus(power.idle);
  return watts.times(vcpus).times(hours).div(1000);
}
