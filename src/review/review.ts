import { destroyConflicts } from "../compare/destroy-conflicts.ts";
import { gatingPaths } from "../config/gating-paths.ts";
import { loadWaivers } from "../config/waivers.ts";
import type { ChangeSet } from "../model/change-set.ts";
import { BaseMissingError, ReviewError, UsageError } from "../model/failure.ts";
import type { Preview, Review } from "../model/review.ts";
import { assessChange } from "./assess.ts";
import { conclude } from "./conclude.ts";
import { exceptFindings } from "./exceptions.ts";
import { judgedProblems } from "./judged-problems.ts";
import { loadPrices } from "./load-prices.ts";
import { readFiles, readyPolicies, withDocuments } from "./policies.ts";
import { readChange, settingsOf, type Change } from "./read-change.ts";
import type { ReviewRequest, ReviewTools } from "./request.ts";
import { skippedDraft, undecided } from "./undecided.ts";

/**
 * The whole review of one change: collect, read, compare, price, evaluate, judge. Whatever breaks on the way makes it
 * `undecided` here, and only here. Throws UsageError for what the caller asked wrongly.
 */
export async function review(request: ReviewRequest, tools: ReviewTools): Promise<Review> {
  try {
    const changeSet = await request.collect();
    const settings = await settingsOf(request, changeSet);
    const isDraft = request.context.pull_request?.draft === true;
    if (isDraft && settings.settings.drafts === "skip") return skippedDraft(settings);
    return await reviewChange(request, { changeSet, settings }, tools);
  } catch (error) {
    if (error instanceof ReviewError && !isWrongUse(error)) return undecided(error);
    throw error;
  }
}

async function reviewChange(request: ReviewRequest, collected: Change, tools: ReviewTools): Promise<Review> {
  const { changeSet, settings } = collected;
  const [read, { compiled: policies, used: used_policies }, loaded, waivers] = await Promise.all([
    readChange(request, collected, tools),
    readyPolicies(request, collected, tools),
    loadPrices(request, collected, tools),
    loadWaivers(changeSet.gate, settings.settings.waivers.max_days, request.clock),
  ]);
  const change = { ...collected, policies, used_policies };
  const documents = await readFiles(request, change, tools);
  const { own, all } = await assessChange({ request, change, loaded, tools }, read, documents);
  const result = await exceptFindings(request, { change, read, changes: all.changes, waivers }, all.result);
  const others = [...loaded.problems, ...waivers.problems];
  const seen = withDocuments(read, documents);
  return conclude({
    ...all,
    request,
    change,
    read: seen,
    result,
    problems: [...judgedProblems(change, seen, result, others), ...destroyConflicts(read.projects, own.changes)],
    waivers: [...waivers.waivers, ...(request.waivers ?? [])],
    priceNotes: loaded.notesOn(own.changes),
    preview: await previewOf(request, change, tools),
    tools,
  });
}

/** What a change of configuration, policies or waivers would say of itself. It decides nothing. */
async function previewOf(
  request: ReviewRequest,
  { changeSet, settings }: Change,
  tools: ReviewTools,
): Promise<Preview | null> {
  const paths = changeSet.base === null ? [] : gatingPaths(changeSet.files, settings.settings);
  if (paths.length === 0) return null;
  if (request.preview !== true || request.settings !== null) return { paths, verdict: null, problems: [] };
  const tried: ChangeSet = { ...changeSet, gate: changeSet.head };
  const again = await review({ ...request, collect: () => Promise.resolve(tried), preview: false }, tools);
  return { paths, verdict: again.verdict, problems: again.problems.filter(({ path }) => paths.includes(path)) };
}

function isWrongUse(error: ReviewError): boolean {
  return error instanceof UsageError && !(error instanceof BaseMissingError);
}
