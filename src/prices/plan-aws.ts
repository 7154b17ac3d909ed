import { rm } from "node:fs/promises";

import { awsEndpoint, offerFiles, offerIndex, offerRows, type OfferFile } from "./aws-offers.ts";
import { openCollector, type Wanted } from "./collect.ts";
import { listsOf, lookupsKey, regionsOf, type ListTask, type ProviderPlan, type UpdateRequest } from "./list-plan.ts";
import { PriceListError, type Lookup } from "./lookup.ts";
import type { Parts } from "./parts.ts";
import { tableLists } from "./table-cells.ts";

/** A list of a day later than this after the clock's is not believed. */
const future = 2 * 24 * 3_600_000;

/** The bulk offer files of AWS, one for each service and region. */
export async function planAws(request: UpdateRequest, parts: Parts): Promise<ProviderPlan> {
  const lookups = lookupsKey(request.lookups);
  const endpoint = request.endpoints["aws"] ?? awsEndpoint;
  const { offers, publicationDate } = await offerIndex(endpoint, request.limits);
  expectPast(`${endpoint}/offers/v1.0/aws/index.json`, publicationDate, request.clock);
  const tasks: ListTask[] = [];
  const skipped: string[] = [];
  for (const code of listsOf("aws", request.lookups)) {
    const offer = Object.hasOwn(offers, code) ? offers[code] : undefined;
    if (offer === undefined) {
      skipped.push(`aws ${code}: the index has no such offer.`);
      continue;
    }
    const own = request.lookups.filter((one) => one.provider === "aws" && one.list === code);
    const regional = own.some(({ place }) => place === "region") || (tableLists["aws"] ?? []).includes(code);
    const global = own.some(({ place }) => place === "global");
    const regions = new Set([...(regional ? regionsOf("aws", "ec2", request) : []), ...(global ? ["global"] : [])]);
    const files = await offerFiles(endpoint, { code, ...offer }, regions, request.limits);
    tasks.push(...files.map((file) => offerTask({ endpoint, file, lookups }, request, parts)));
  }
  return { provider: "aws", date: publicationDate.slice(0, 10), tasks, skipped };
}

function offerTask(
  { endpoint, file, lookups }: { readonly endpoint: string; readonly file: OfferFile; readonly lookups: string },
  request: UpdateRequest,
  parts: Parts,
): ListTask {
  const wanted: Wanted = {
    provider: "aws",
    list: file.offer,
    // In a file of all regions only what is global is wanted: the regions have files of their own.
    regions: new Set([file.region]),
    lookups: request.lookups.map((one) => (isWanted(one, file) ? one : { ...one, list: "" })),
  };
  const key = `${endpoint}${file.path} ${file.region} ${lookups}`;
  return {
    provider: "aws",
    list: file.offer,
    name: `aws ${file.offer} ${file.region}`,
    key,
    read: async () => {
      const collector = openCollector({ ...wanted, regions: file.region === "global" ? null : wanted.regions }, null);
      const target = parts.target(key);
      try {
        for await (const row of offerRows(endpoint, file, { target, limits: request.limits })) collector.take(row);
      } finally {
        // A list that is whole is kept as what was made of it, one that broke off beside its target.
        await rm(target, { force: true });
      }
      return collector.part(null);
    },
  };
}

function isWanted(lookup: Lookup, file: OfferFile): boolean {
  return lookup.list === file.offer && (lookup.place === "global") === (file.region === "global");
}

function expectPast(url: string, date: string, clock: Date): void {
  const day = Date.parse(date);
  if (Number.isNaN(day)) throw new PriceListError(`${url} is of "${date}"; expected a date.`);
  if (day > clock.getTime() + future) {
    throw new PriceListError(`${url} is of ${date.slice(0, 10)}, later than today. Is this machine's clock right?`);
  }
}
