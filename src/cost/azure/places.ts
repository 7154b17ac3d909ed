import type { Job } from "../job.ts";

/** Zones of Azure's bandwidth and DNS prices: https://azure.microsoft.com/pricing/details/bandwidth */
const zoneTwo = /^(?:australia|japan|korea|eastasia|southeastasia|.*india|jioindia|indonesia|malaysia|newzealand)/;
const zoneThree = /^(?:brazil|southafrica|uae|israel|qatar|chile|mexico)/;

/** The bandwidth zone that a region is billed in. */
export function zoneOf(region: string): string {
  if (/^usgov|^usdod/.test(region)) return "US Gov Zone 1";
  return zoneTwo.test(region) ? "Zone 2" : zoneThree.test(region) ? "Zone 3" : "Zone 1";
}

/** The same job where prices are those of the region's zone. */
export function inZone(job: Job, zone = zoneOf(job.region)): Job {
  return { ...job, region: zone };
}

/** The zone of DNS: one for the whole world but Germany and the government's regions. */
export function dnsZoneOf(region: string): string {
  const zone = zoneOf(region);
  return region.startsWith("germany") ? "DE Zone 1" : zone.startsWith("US Gov") ? zone : "Zone 1";
}

/** Words of which the names of Azure's regions are made, longer ones first. */
const words =
  /southeast|australia|indonesia|zealand|switzerland|malaysia|austria|germany|belgium|central|europe|africa|brazil|canada|france|israel|mexico|norway|poland|sweden|india|italy|japan|korea|qatar|chile|south|spain|north|east|west|asia|uae|new|gov|jio|uk|us|\d+/g;

/** A region as Azure shows it: `westus2` is "West US 2". */
export function displayName(region: string): string {
  return region.replaceAll(words, (word) => ` ${capitalised(word)}`).trim();
}

function capitalised(word: string): string {
  return ["us", "uk", "uae"].includes(word) ? word.toUpperCase() : `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

/** `West Europe` and `westeurope` are the same region. */
export function regionName(text: string): string {
  return text.toLowerCase().replaceAll(" ", "");
}
