import { compareProjects } from "../compare/compare-projects.ts";
import { priceChanges, type PricedChanges } from "../cost/price-changes.ts";
import type { ReadResult } from "../formats/read.ts";
import type { ProjectClaim, ProjectPair } from "../model/project.ts";
import { union } from "../model/union.ts";
import type { PolicyResult } from "../policy/evaluate-policies.ts";
import { addClaims } from "../verdict/add-claims.ts";
import type { LoadedPrices } from "./load-prices.ts";
import { askPolicies, type GatedChange, type SeenFiles } from "./policies.ts";
import type { ReviewRequest, ReviewTools } from "./request.ts";

/** Projects with their prices and what policies say of them. */
export interface Assessed extends PricedChanges {
  readonly result: PolicyResult;
}

/** What an assessment goes by. */
export interface Grounds {
  readonly request: ReviewRequest;
  readonly change: GatedChange;
  readonly loaded: LoadedPrices;
  readonly tools: ReviewTools;
}

/** Prices and policies of a change: of what was evaluated, and of what the head claims beside it. */
export async function assessChange(
  grounds: Grounds,
  read: ReadResult,
  documents: SeenFiles,
): Promise<{ readonly own: Assessed; readonly all: Assessed }> {
  const own = await assess(grounds, read.projects, documents);
  // Apart, so that a claim cannot meet what was evaluated.
  const claimed = await assess(
    grounds,
    read.claims.map(({ pair }) => pair),
    null,
  );
  return { own, all: withClaims(own, claimed, read.claims) };
}

async function assess(
  { request, change, loaded, tools }: Grounds,
  pairs: ReadonlyArray<ProjectPair>,
  documents: SeenFiles | null,
): Promise<Assessed> {
  const priced = priceChanges(compareProjects(pairs), loaded.prices);
  return {
    ...priced,
    result: await askPolicies(request, change, { pairs, changes: priced.changes, documents }, tools),
  };
}

function withClaims(own: Assessed, claimed: Assessed, claims: ReadonlyArray<ProjectClaim>): Assessed {
  const { findings, estimate } = addClaims(
    { findings: own.result.findings, estimate: own.estimate },
    { findings: claimed.result.findings, estimate: claimed.estimate },
    claims,
  );
  const problems = union(own.result.problems, claimed.result.problems);
  const notes = union(own.result.notes, claimed.result.notes);
  const { unseen } = own.result;
  return { changes: [...own.changes, ...claimed.changes], estimate, result: { findings, problems, notes, unseen } };
}
