import { ReviewError } from "../model/failure.ts";
import type { Enforcement, Finding } from "../model/finding.ts";
import type { PolicyEffect, PolicyImpact } from "../model/policy-check.ts";
import { compareText } from "../model/text.ts";
import { without } from "../model/without.ts";
import type { CompiledPolicies } from "../policy/policy.ts";
import type { ReviewRequest, ReviewTools } from "./request.ts";
import { tryPolicies } from "./trial.ts";

/** One thing that changed policies are tried on. */
export interface TrialTarget {
  /** Its repository, for counting. */
  readonly repository: string;
  /** Null where it must not be named. */
  readonly name: string | null;
  readonly is_pull_request: boolean;
  /** What its review would be asked for. Throws SourceError. */
  readonly request: () => Promise<ReviewRequest>;
}

/** What changed policies are tried on, one after the other, until something is spent. */
export interface TrialTargets {
  readonly targets: ReadonlyArray<TrialTarget>;
  readonly spent: () => string | null;
}

interface Tried {
  readonly target: TrialTarget;
  readonly after: ReadonlyArray<Finding>;
  readonly appear: ReadonlyArray<Finding>;
  readonly vanish: ReadonlyArray<Finding>;
  readonly isStopped: boolean;
  readonly broken: ReadonlyArray<string>;
}

/**
 * What changed policies would do to repositories and pull requests, as numbers: what a policy says of its input may be
 * the input itself, so no message leaves this function.
 */
export async function measureImpact(
  { before, after }: { readonly before: CompiledPolicies; readonly after: CompiledPolicies },
  { targets, spent }: TrialTargets,
  tools: ReviewTools,
): Promise<PolicyImpact> {
  const tried: Tried[] = [];
  let unread = 0;
  let rest: PolicyImpact["rest"] = null;
  for (const [at, target] of targets.entries()) {
    const why = spent();
    if (why !== null) {
      rest = { targets: targets.length - at, spent: why };
      break;
    }
    const one = await tryTarget(target, [before, after], tools);
    if (one === null) unread += 1;
    else tried.push(one);
  }
  return { ...summed(tried), unread, rest };
}

/** Null where the target cannot be read: that is no fault of the policies. */
async function tryTarget(
  target: TrialTarget,
  policies: ReadonlyArray<CompiledPolicies>,
  tools: ReviewTools,
): Promise<Tried | null> {
  try {
    const [old, fresh] = await tryPolicies(await target.request(), policies, tools);
    if (old === undefined || fresh === undefined) return null;
    const [was, is] = [standing(old.findings), standing(fresh.findings)];
    return {
      target,
      after: is,
      appear: without(is, was, keyOf),
      vanish: without(was, is, keyOf),
      isStopped: target.is_pull_request && is.some(stops) && !was.some(stops),
      broken: fresh.broken.filter((id) => !old.broken.includes(id)),
    };
  } catch (error) {
    if (error instanceof ReviewError) return null;
    throw error;
  }
}

/** What is new in a pull request, or all there is on a branch. */
function standing(findings: ReadonlyArray<Finding>): ReadonlyArray<Finding> {
  return findings.filter(({ status }) => status === "new");
}

function stops({ enforcement }: Finding): boolean {
  return enforcement === "deny";
}

/** Who is hit by which policy and how counts, the words do not. */
function keyOf({ fingerprint, enforcement }: Finding): string {
  return `${enforcement} ${fingerprint}`;
}

function summed(tried: ReadonlyArray<Tried>): Omit<PolicyImpact, "unread" | "rest"> {
  const different = tried.filter(({ appear, vanish }) => appear.length + vanish.length > 0);
  const count = (isWanted: (one: Tried) => boolean): number => tried.filter(isWanted).length;
  const broken = new Map<string, number>();
  for (const id of tried.flatMap((one) => one.broken)) broken.set(id, (broken.get(id) ?? 0) + 1);
  return {
    effects: effectsOf(tried),
    named: different
      .flatMap(({ target: { name }, appear, vanish }) =>
        name === null ? [] : [{ name, appear: appear.length, vanish: vanish.length }],
      )
      .sort((a, b) => compareText(a.name, b.name)),
    unnamed: new Set(different.flatMap(({ target }) => (target.name === null ? [target.repository] : []))).size,
    branches: count(({ target }) => !target.is_pull_request),
    pull_requests: count(({ target }) => target.is_pull_request),
    stopped: count(({ isStopped }) => isStopped),
    broken: [...broken]
      .map(([policy, targets]) => ({ policy, targets }))
      .sort((a, b) => compareText(a.policy, b.policy)),
  };
}

interface Sum {
  readonly policy: string;
  readonly enforcement: Enforcement;
  found: number;
  appear: number;
  vanish: number;
  readonly repositories: Set<string>;
}

/** Policies that find something different, and those in the shadow that find anything. */
function effectsOf(tried: ReadonlyArray<Tried>): ReadonlyArray<PolicyEffect> {
  const sums = new Map<string, Sum>();
  const sumOf = ({ policy, enforcement }: Finding): Sum => {
    const key = `${policy} ${enforcement}`;
    const known = sums.get(key) ?? { policy, enforcement, found: 0, appear: 0, vanish: 0, repositories: new Set() };
    sums.set(key, known);
    return known;
  };
  for (const { target, after, appear, vanish } of tried) {
    for (const finding of after) sumOf(finding).found += 1;
    for (const finding of vanish) sumOf(finding).vanish += 1;
    for (const finding of appear) {
      const sum = sumOf(finding);
      sum.appear += 1;
      sum.repositories.add(target.repository);
    }
  }
  return [...sums.values()]
    .filter(({ appear, vanish, enforcement, found }) => appear + vanish > 0 || (enforcement === "shadow" && found > 0))
    .map(({ repositories, ...sum }) => ({ ...sum, repositories: repositories.size }))
    .sort((a, b) => compareText(a.policy, b.policy) || compareText(a.enforcement, b.enforcement));
}
