import { loadWaivers } from "../config/waivers.ts";
import type { Finding } from "../model/finding.ts";
import type { FetchedPolicies } from "../model/policy-source.ts";
import { compilePolicies } from "../policy/compile-policies.ts";
import { loadPolicies } from "../policy/load-policies.ts";
import type { CompiledPolicies } from "../policy/policy.ts";
import { assessChange } from "./assess.ts";
import { exceptFindings } from "./exceptions.ts";
import { loadPrices } from "./load-prices.ts";
import { readFiles } from "./policies.ts";
import { readChange, settingsOf } from "./read-change.ts";
import type { ReviewRequest, ReviewTools } from "./request.ts";

/** Policies as an organisation's, and nothing beside them. */
export async function compileTrial(
  policies: ReadonlyArray<FetchedPolicies>,
  { engines }: ReviewTools,
): Promise<CompiledPolicies> {
  const sources = await loadPolicies({ pack: false, repository: null, disk: [], organisation: policies });
  const compiled = await compilePolicies(sources, { engines, cacheDirectory: null });
  // The pack's libraries are there to be referred to.
  return { ...compiled, modules: compiled.modules.filter(({ isOrganisation }) => isOrganisation === true) };
}

/** What some policies say of a change, and which of them broke on it. */
export interface TrialResult {
  readonly findings: ReadonlyArray<Finding>;
  readonly broken: ReadonlyArray<string>;
}

/**
 * What several sets of policies would each say of one change, which is read once: with its waivers and settings, as a
 * review would. It decides nothing. Throws ReviewError where the change cannot be had.
 */
export async function tryPolicies(
  request: ReviewRequest,
  trials: ReadonlyArray<CompiledPolicies>,
  tools: ReviewTools,
): Promise<ReadonlyArray<TrialResult>> {
  const changeSet = await request.collect();
  const collected = { changeSet, settings: await settingsOf(request, changeSet) };
  const [read, loaded, waivers] = await Promise.all([
    readChange(request, collected, tools),
    loadPrices(request, collected, tools),
    loadWaivers(changeSet.gate, collected.settings.settings.waivers.max_days, request.clock),
  ]);
  const results: TrialResult[] = [];
  for (const policies of trials) {
    const change = { ...collected, policies, used_policies: [] };
    const documents = await readFiles(request, change, tools);
    const { all } = await assessChange({ request, change, loaded, tools }, read, documents);
    const { findings } = await exceptFindings(request, { change, read, changes: all.changes, waivers }, all.result);
    const known = new Set(policies.problems);
    const broken = all.result.problems.filter((problem) => !known.has(problem)).map(({ path }) => path);
    const ids = new Map(policies.modules.flatMap((module) => module.policies).map(({ path, id }) => [path, id]));
    results.push({ findings, broken: [...new Set(broken.flatMap((path) => ids.get(path) ?? []))].sort() });
  }
  return results;
}
