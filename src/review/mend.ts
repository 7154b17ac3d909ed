import { patchedChange } from "../fix/patched-change.ts";
import { proofOf, type Proof } from "../fix/proof.ts";
import { proposeFixes, type Proposal } from "../fix/propose-fixes.ts";
import { nestedBlocks } from "../formats/terraform/nested-blocks.ts";
import type { ChangeSet } from "../model/change-set.ts";
import { ReviewError } from "../model/failure.ts";
import type { Finding } from "../model/finding.ts";
import type { Review } from "../model/review.ts";
import { redactText, sensitiveTexts } from "../policy/redact.ts";
import { review } from "./review.ts";
import type { ReviewRequest, ReviewTools } from "./request.ts";

/** A review whose findings have proven edits, and the texts with all of them applied. */
export interface MendedReview {
  readonly review: Review;
  readonly texts: Proposal["texts"];
}

/** What decides which edits are proposed. */
export interface MendOptions {
  /** Only findings of which this is true. */
  readonly isWanted: (finding: Finding) => boolean;
  /** Whether lines may be shown that hold a sensitive value: only to those who have the files before them. */
  readonly showsSecrets: boolean;
  /** More findings than this are not tried. */
  readonly limit: number;
}

const reported: MendOptions = { isWanted: () => true, showsSecrets: false, limit: 200 };

/**
 * The review, and how its new findings can be mended as their policies say. Each edit is proven by a review of the head
 * with the edit in it. What breaks on the way is a note: a fix that cannot be had decides nothing.
 */
export async function reviewWithFixes(
  request: ReviewRequest,
  tools: ReviewTools,
  { isWanted, showsSecrets, limit }: MendOptions = reported,
): Promise<MendedReview> {
  const collected: ChangeSet[] = [];
  const collect = async (): Promise<ChangeSet> => {
    const changeSet = await request.collect();
    collected.push(changeSet);
    return changeSet;
  };
  const first = await review({ ...request, collect }, tools);
  const [changeSet] = collected;
  if (changeSet === undefined || first.failure !== null) return { review: first, texts: new Map() };
  const secrets = showsSecrets ? [] : sensitiveTexts(first.projects.flatMap(({ resources }) => resources));
  try {
    const wanted = first.findings.filter((finding) => finding.fix !== undefined && isWanted(finding));
    const proposal = await proposeFixes(wanted, {
      engines: tools.engines.at(request.clock),
      blocksOf: nestedBlocks,
      head: changeSet.head,
      projects: first.projects,
      prove: (texts) => prove({ first, request, changeSet }, texts, tools),
      limit,
      isSecret: (text) => redactText(text, secrets) !== text,
    });
    const mended = new Map(wanted.map((finding, index) => [finding, proposal.findings[index] ?? finding]));
    const findings = first.findings.map((finding) => mended.get(finding) ?? finding);
    return { review: { ...first, findings }, texts: proposal.texts };
  } catch (error) {
    if (!(error instanceof ReviewError)) throw error;
    const notes = [...first.notes, `fixes were not tried: ${error.message}`];
    return { review: { ...first, notes }, texts: new Map() };
  }
}

/**
 * An edit is a change like any other: its review says what is gone and what came. In a scan, where everything counts as
 * new, only the projects that the edit touches are looked at, against the tree without it.
 */
async function prove(
  { first, request, changeSet }: { first: Review; request: ReviewRequest; changeSet: ChangeSet },
  texts: ReadonlyMap<string, string>,
  tools: ReviewTools,
): Promise<Proof> {
  const collect = (): Promise<ChangeSet> => Promise.resolve(patchedChange(changeSet, texts));
  const second = await review({ ...request, collect, plans: [], preview: false }, tools);
  return proofOf(second, first, changeSet.base === null);
}
