import type { Component, Estimate, NotPriced, ResourceEstimate } from "../model/estimate.ts";
import type { Finding } from "../model/finding.ts";
import type { ProjectClaim } from "../model/project.ts";
import { sum } from "../model/amounts.ts";

/** What policies and prices say of some projects. */
export interface Assessed {
  readonly findings: ReadonlyArray<Finding>;
  readonly estimate: Estimate;
}

/**
 * Adds what the change's own plans claim to what was evaluated. A claim never takes away: nothing is fixed or saved by
 * it, and what the evaluation of its owner says of an address stands.
 */
export function addClaims(own: Assessed, claimed: Assessed, claims: ReadonlyArray<ProjectClaim>): Assessed {
  if (claims.length === 0) return own;
  const owners = new Map(claims.map(({ pair, owner }) => [pair.project.name, owner]));
  const owned = (project: string, ...rest: ReadonlyArray<string | null>): string =>
    JSON.stringify([owners.get(project) ?? project, ...rest]);
  const found = new Set(
    own.findings
      .filter(({ status }) => status !== "fixed")
      .map(({ project, policy, address }) => owned(project, policy, address)),
  );
  const priced = new Set([...own.estimate.resources, ...own.estimate.not_priced].map((item) => keyOf(item, owned)));
  return {
    findings: [
      ...own.findings,
      ...claimed.findings.filter(
        ({ status, project, policy, address }) => status !== "fixed" && !found.has(owned(project, policy, address)),
      ),
    ],
    estimate: addEstimate(own.estimate, claimed.estimate, (item) => priced.has(keyOf(item, owned))),
  };
}

type Owned = (project: string, ...rest: ReadonlyArray<string | null>) => string;

function keyOf({ project, address }: ResourceEstimate | NotPriced, owned: Owned): string {
  return owned(project, address);
}

function addEstimate(
  own: Estimate,
  claimed: Estimate,
  isKnown: (item: ResourceEstimate | NotPriced) => boolean,
): Estimate {
  // Instances of an unknown number are one resource for the evaluation and several for a plan.
  const unknownNumber = new Set(
    own.resources.map(({ address }) => address).filter((address) => address.endsWith("[*]")),
  );
  const added = claimed.resources
    .filter((item) => item.delta > 0 && !isKnown(item))
    .filter(({ address }) => !unknownNumber.has(`${address.replace(/\[[^\]]*\]$/, "")}[*]`))
    .map(onlyTheRise);
  const rises = added.map(({ delta }) => delta);
  return {
    ...own,
    after: sum([own.after, ...rises]),
    delta: sum([own.delta, ...rises]),
    resources: [...own.resources, ...added],
    not_priced: [...own.not_priced, ...claimed.not_priced.filter((item) => !isKnown(item))],
  };
}

/** What a resource cost before is the plan's own word: counted, it would make every rise look small. */
function onlyTheRise(estimate: ResourceEstimate): ResourceEstimate {
  const { before, delta } = estimate;
  if (before === 0) return estimate;
  const rise: Component = {
    name: "Rise by the plan",
    part: null,
    unit: "months",
    quantity: 1,
    unit_price: delta,
    monthly: delta,
    usage_based: false,
    price_source: "the plan's after less its before",
  };
  const assumption = "Only what the plan adds is counted: what was before is its own word.";
  return {
    ...estimate,
    before: 0,
    after: delta,
    components: [rise],
    assumptions: [...estimate.assumptions, assumption],
  };
}
