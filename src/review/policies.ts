import type { ReadResult } from "../formats/read.ts";
import type { FetchedPolicies, PolicySource, UsedPolicies } from "../model/policy-source.ts";
import type { ProjectChange, ProjectPair } from "../model/project.ts";
import type { DocumentSettings, Settings } from "../model/settings.ts";
import { union } from "../model/union.ts";
import { compilePolicies } from "../policy/compile-policies.ts";
import { evaluatePolicies, type PolicyResult } from "../policy/evaluate-policies.ts";
import { readDocuments, wantedDocuments, type Documents } from "../policy/foreign/documents.ts";
import { loadPolicies } from "../policy/load-policies.ts";
import type { CompiledPolicies } from "../policy/policy.ts";
import type { Change } from "./read-change.ts";
import type { ReviewRequest, ReviewTools } from "./request.ts";

/** A change with the policies that are asked about it. */
export interface GatedChange extends Change {
  readonly policies: CompiledPolicies;
  /** The organisation's, each at the commit that it was read at. */
  readonly used_policies: ReadonlyArray<UsedPolicies>;
}

/** What policies are asked about. */
export interface Asked {
  readonly pairs: ReadonlyArray<ProjectPair>;
  readonly changes: ReadonlyArray<ProjectChange>;
  /** The files that policies on files see; null where there are none to see. */
  readonly documents: SeenFiles | null;
}

/** The files that policies on files see: those of the organisation choose theirs apart. */
export interface SeenFiles {
  readonly own: Documents | null;
  readonly organisation: Documents | null;
}

/** The policies that gate, compiled; their instances are made ready while the change is being read. */
export async function readyPolicies(
  request: ReviewRequest,
  { changeSet, settings: { settings } }: Change,
  { engines, cacheDirectory, runner }: ReviewTools,
): Promise<{ readonly compiled: CompiledPolicies; readonly used: ReadonlyArray<UsedPolicies> }> {
  const repository = { tree: changeSet.gate, folders: settings.policies.paths };
  const { pack, disk, found = [] } = request.policies;
  const organisation = await fetchPolicies(request, settings);
  const sources = await loadPolicies({ pack, repository, disk, found, organisation });
  const compiled = await compilePolicies(sources, { engines, cacheDirectory });
  for (const module of compiled.modules) void runner.prepare(module);
  return { compiled, used: organisation.flatMap(usedPolicies) };
}

/** What the organisation's policies were read at. */
function usedPolicies(fetched: FetchedPolicies): ReadonlyArray<UsedPolicies> {
  return fetched.kind === "fetched" ? [{ ...fetched.source, sha: fetched.sha }] : [];
}

function fetchPolicies(request: ReviewRequest, { policies }: Settings): Promise<ReadonlyArray<FetchedPolicies>> {
  const fetch = request.fetchPolicies ?? nobodyFetches;
  return Promise.all(policies.sources.map(fetch));
}

function nobodyFetches(source: PolicySource): Promise<FetchedPolicies> {
  return Promise.resolve({ kind: "unavailable", source, reason: "nothing here may fetch it" });
}

/** The files that policies on files see; null where no policy asks for any. */
export async function readFiles(
  request: ReviewRequest,
  { changeSet, settings: { settings }, policies }: GatedChange,
  tools: ReviewTools,
): Promise<SeenFiles> {
  const { documents, organisation, paths } = settings.policies;
  const read = async (isOrganisations: boolean, chosen: DocumentSettings): Promise<Documents | null> => {
    const modules = policies.modules.filter(({ isOrganisation = false }) => isOrganisation === isOrganisations);
    const wanted = wantedDocuments({ ...policies, modules }, chosen);
    if (wanted === "none") return null;
    const engines = tools.engines.at(request.clock);
    return readDocuments(changeSet, wanted, { under: request.under, settings: chosen, own: paths, engines });
  };
  return { own: await read(false, documents), organisation: await read(true, organisation.documents) };
}

/** What policies on files could not see is a problem like any other of a file. */
export function withDocuments(read: ReadResult, { own, organisation }: SeenFiles): ReadResult {
  return [own, organisation].reduce<ReadResult>((all, documents) => {
    if (documents === null) return all;
    const { base, head } = all.problems;
    const problems = { base: union(base, documents.base?.problems ?? []), head: union(head, documents.head.problems) };
    return { ...all, problems, not_analysed: union(all.not_analysed, documents.not_analysed) };
  }, read);
}

/** Asks every policy about every project. */
export function askPolicies(
  request: ReviewRequest,
  { changeSet, settings: { settings }, policies }: GatedChange,
  { pairs, changes, documents }: Asked,
  { runner }: ReviewTools,
): Promise<PolicyResult> {
  const { organisation: organisations = null } = documents ?? {};
  const { combine } = settings.policies.organisation.documents;
  const isScan = changeSet.base === null; // everything counts as new, also what a plan finds there
  return evaluatePolicies({
    compiled: policies,
    changes,
    bases: new Map(pairs.map(({ project, base }) => [project.name, isScan ? null : base])),
    files: changeSet.files,
    context: request.context,
    settings: settings.policies,
    clock: request.clock,
    runner,
    documents: documents?.own ?? null,
    combine: settings.policies.documents.combine,
    organisation_documents: organisations === null ? null : { documents: organisations, combine },
    plans: new Map(pairs.flatMap(({ project, plan }) => (plan === undefined ? [] : [[project.name, plan]]))),
  });
}
