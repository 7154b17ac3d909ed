import { patchedChange } from "../fix/patched-change.ts";
import { proofOf, type Proof } from "../fix/proof.ts";
import { proposeChoices } from "../fix/propose-choices.ts";
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

/** Cheaper equals that are tried as edits: each takes a review. */
const maxChoices = 5;

/** A review of the edited head, and how it differs from the one before. */
interface ProvenReview {
  readonly review: Review;
  readonly proof: Proof;
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
    const editing = {
      engines: tools.engines.at(request.clock),
      blocksOf: nestedBlocks,
      edited: new Map(),
      head: changeSet.head,
      isSecret: (text: string) => redactText(text, secrets) !== text,
    };
    const proven = (texts: ReadonlyMap<string, string>): Promise<ProvenReview> =>
      prove({ first, request, changeSet }, texts, tools);
    const proposal = await proposeFixes(wanted, {
      ...editing,
      projects: first.projects,
      prove: async (texts) => (await proven(texts)).proof,
      limit,
    });
    const estimate = await proposeChoices(first, { ...editing, prove: proven, limit: maxChoices });
    const mended = new Map(wanted.map((finding, index) => [finding, proposal.findings[index] ?? finding]));
    const findings = first.findings.map((finding) => mended.get(finding) ?? finding);
    return { review: { ...first, findings, estimate }, texts: proposal.texts };
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
): Promise<ProvenReview> {
  const collect = (): Promise<ChangeSet> => Promise.resolve(patchedChange(changeSet, texts));
  const second = await review({ ...request, collect, plans: [], preview: false }, tools);
  return { review: second, proof: proofOf(second, first, changeSet.base === null) };
}
