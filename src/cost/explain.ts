import type { CostExplanation, Estimate, PriceSource, ResourceEstimate } from "../model/estimate.ts";
import type { ProjectChange } from "../model/project.ts";
import type { Resource } from "../model/resource.ts";
import { compareText } from "../model/text.ts";
import { usageKeysOf } from "./usage-keys.ts";
import type { PriceRequest } from "./price-changes.ts";
import { nearest } from "./spelling.ts";
import { matchesAddress, readingsOf } from "./usage.ts";

/** What is known of the cost of what an address names. */
export interface CostAnswer {
  readonly explanations: ReadonlyArray<CostExplanation>;
  /** Resources that match and have no cost to explain: free ones, and those without a price. */
  readonly others: ReadonlyArray<{ readonly project: string; readonly address: string; readonly reason: string }>;
  /** Addresses that may have been meant; only where nothing matches. */
  readonly meant: ReadonlyArray<string>;
}

interface Priced {
  readonly changes: ReadonlyArray<ProjectChange>;
  readonly estimate: Estimate;
  readonly request: PriceRequest;
  readonly usage_file: string | null;
}

/** Traces the cost of every resource that the address means; `aws_x.y` means all instances, `[*]` any index. */
export function explainCosts(priced: Priced, address: string): CostAnswer {
  const estimates = new Map(priced.estimate.resources.map((one) => [keyOf(one.project, one.address), one]));
  const refused = new Map(priced.estimate.not_priced.map((one) => [keyOf(one.project, one.address), one.reason]));
  const all = priced.changes.flatMap(({ project, resources }) =>
    resources.map((resource) => ({ project: project.name, resource })),
  );
  const matching = all.filter(({ resource }) => isMeant(address, resource.address));
  return {
    explanations: matching.flatMap(({ project, resource }) => {
      const estimate = estimates.get(keyOf(project, resource.address));
      return estimate === undefined ? [] : [explanationOf(estimate, resource, priced)];
    }),
    others: matching.flatMap(({ project, resource }) => {
      const key = keyOf(project, resource.address);
      if (estimates.has(key)) return [];
      const reason = refused.get(key);
      const told = reason === undefined ? "costs nothing by itself" : `not priced: ${reason}`;
      return [{ project, address: resource.address, reason: told }];
    }),
    meant: matching.length > 0 ? [] : alike(address, [...new Set(all.map(({ resource }) => resource.address))]),
  };
}

function keyOf(project: string, address: string): string {
  return JSON.stringify([project, address]);
}

function isMeant(asked: string, address: string): boolean {
  return asked === address || matchesAddress(asked, address) || address.startsWith(`${asked}[`);
}

function explanationOf(estimate: ResourceEstimate, resource: Resource, priced: Priced): CostExplanation {
  const { book, usage } = priced.request;
  const codes = new Set(estimate.components.flatMap(({ origin }) => (origin === undefined ? [] : [origin.source])));
  const sources = [...codes].flatMap((code): ReadonlyArray<readonly [string, PriceSource]> => {
    const source = book.source(code);
    return source === null ? [] : [[code, source]];
  });
  return {
    estimate,
    declared: `${resource.location.path}:${resource.location.line}`,
    usage: readingsOf(usage, resource, usageKeysOf(resource.type) ?? []),
    usage_file: priced.usage_file,
    sources: Object.fromEntries(sources),
  };
}

/** The nearest spelling, else addresses that contain what was asked for. */
function alike(asked: string, addresses: ReadonlyArray<string>): ReadonlyArray<string> {
  const near = nearest(asked, addresses);
  if (near !== null) return [near];
  const last = asked.split(".").at(-1) ?? asked;
  return addresses
    .filter((address) => last.length > 2 && address.includes(last))
    .toSorted(compareText)
    .slice(0, 5);
}
