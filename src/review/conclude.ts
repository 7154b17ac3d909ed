import type { Tree } from "../model/change-set.ts";
import type { ReadResult } from "../formats/read.ts";
import type { Preview, Review } from "../model/review.ts";
import type { JudgedProblem } from "../model/problem.ts";
import { policySourceName, type UsedPolicies } from "../model/policy-source.ts";
import type { ProjectChange } from "../model/project.ts";
import type { Waiver } from "../model/waiver.ts";
import type { TagsOf } from "../verdict/budgets.ts";
import { holdsUntil } from "../verdict/holds-until.ts";
import { judge } from "../verdict/judge.ts";
import type { Assessed } from "./assess.ts";
import type { GatedChange } from "./policies.ts";
import { pricesNote } from "./prices-note.ts";
import type { ReviewRequest, ReviewTools } from "./request.ts";

/** All that a review has found out. */
export interface Concluded extends Assessed {
  readonly request: ReviewRequest;
  readonly change: GatedChange;
  readonly read: ReadResult;
  readonly problems: ReadonlyArray<JudgedProblem>;
  /** Exceptions of the gate tree and of commands. */
  readonly waivers: ReadonlyArray<Waiver>;
  readonly priceNotes: ReadonlyArray<string>;
  readonly preview: Preview | null;
  readonly tools: ReviewTools;
}

/** The review with its verdict. */
export function conclude(concluded: Concluded): Review {
  const { request, change, read, changes, estimate, result, waivers, problems, preview, tools } = concluded;
  const { changeSet, settings } = change;
  const shown = { findings: result.findings, estimate, problems, not_analysed: read.not_analysed, failure: null };
  const judgement = judge({
    ...shown,
    scope: changeSet.base === null ? "tree" : "change",
    projects: changes.length,
    unseen: result.unseen,
    settings: settings.settings,
    tagsOf: tagsOf(changes),
  });
  const priced = estimate.resources.length > 0;
  const notes = [
    ...change.used_policies.map(usedNote),
    ...read.notes,
    ...result.notes,
    ...concluded.priceNotes,
    ...(priced ? [pricesNote(tools.book, request.clock)] : []),
  ];
  return {
    ...shown,
    ...judgement,
    mode: settings.settings.mode,
    files: changeSet.files,
    projects: changes,
    notes,
    preview,
    settings: settings.settings,
    holds_until: holdsUntil(settings.settings, waivers, request.clock),
    outside: outsideOf(changeSet.head, [...problems, ...result.findings, ...read.not_analysed]),
    inputs: {
      base_sha: changeSet.base_sha,
      head_sha: changeSet.head_sha,
      policies: change.policies.modules.map(({ hash }) => hash),
      policy_sources: change.used_policies,
      prices: tools.book.date,
      price_book: tools.book.hash,
    },
  };
}

/** Paths that the head does not have: of what it deleted, and of plans that came from elsewhere. */
function outsideOf(head: Tree, placed: ReadonlyArray<{ readonly path: string | null }>): ReadonlyArray<string> {
  const paths = placed.flatMap(({ path }) => (path === null || head.entries.has(path) ? [] : [path]));
  return [...new Set(paths)].sort();
}

/** Which of the organisation's policies decided. */
function usedNote(used: UsedPolicies): string {
  return `Policies: ${policySourceName(used)} at commit ${used.sha.slice(0, 12)}.`;
}

function tagsOf(changes: ReadonlyArray<ProjectChange>): TagsOf {
  const tags = new Map(
    changes.flatMap(({ project, resources }) =>
      resources.map((resource) => [JSON.stringify([project.name, resource.address]), resource.tags] as const),
    ),
  );
  return (project, address) => tags.get(JSON.stringify([project, address])) ?? {};
}
