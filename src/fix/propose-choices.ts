import type { Tree } from "../model/change-set.ts";
import type { CostChoice, Estimate, ResourceEstimate } from "../model/estimate.ts";
import type { Edit } from "../model/fix.ts";
import type { Resource } from "../model/resource.ts";
import type { Review } from "../model/review.ts";
import { editText, type EditTools } from "./edit-text.ts";
import { lineEdits } from "./line-edits.ts";
import type { Proof } from "./proof.ts";

/** What proposing cheaper equals needs besides the review. */
export interface ChoiceTools extends EditTools {
  readonly head: Tree;
  /** Reviews the head with the texts of some files replaced. */
  readonly prove: (texts: ReadonlyMap<string, string>) => Promise<{ readonly review: Review; readonly proof: Proof }>;
  /** Whether a text must not be shown; such edits are not offered. */
  readonly isSecret: (text: string) => boolean;
  /** More edits than this are not tried: each is a review. */
  readonly limit: number;
}

interface Wanted {
  readonly estimate: ResourceEstimate;
  readonly resource: Resource;
  readonly choice: CostChoice;
}

/**
 * Turns choices that may be edits into edits of the source, proven by a review of the edited head: each resource costs
 * less by what was told, nothing is replaced for it, and no finding or problem comes with it. All are tried together,
 * and one by one only where that does not hold. Only files of the change are edited; what does not hold stays a
 * sentence.
 */
export async function proposeChoices(review: Review, tools: ChoiceTools): Promise<Estimate> {
  const wanted = wantedChoices(review);
  const drafts: Draft[] = [];
  for (const one of firstOfEach(wanted).slice(0, tools.limit)) {
    const draft = await draftOf(one, tools);
    if (draft !== null) drafts.push(draft);
  }
  if (drafts.length === 0) return review.estimate;
  const proven = (await holds(drafts, review, tools)) ? drafts : await soundAlone(drafts, review, tools);
  const edits = new Map(proven.map((draft) => [keyOf(draft), draft.edits]));
  // Equal resources share their choices, and each has lines of its own.
  const own = Map.groupBy(wanted, ({ estimate }) => estimate);
  const resources = review.estimate.resources.map((resource) =>
    resource.choices === undefined
      ? resource
      : { ...resource, choices: resource.choices.map((choice) => withEdits(choice, edits, own.get(resource))) },
  );
  return { ...review.estimate, resources };
}

function withEdits(
  choice: CostChoice,
  proven: ReadonlyMap<string, ReadonlyArray<Edit>>,
  wanted: ReadonlyArray<Wanted> = [],
): CostChoice {
  const mine = wanted.find((one) => one.choice === choice);
  const edits = mine === undefined ? undefined : proven.get(keyOf(mine));
  return edits === undefined ? choice : { ...choice, edits };
}

function wantedChoices(review: Review): ReadonlyArray<Wanted> {
  const changed = new Set(review.files.map(({ path }) => path));
  const resources = new Map(
    review.projects.flatMap(({ project, resources: all }) =>
      all.map((resource) => [JSON.stringify([project.name, resource.address]), resource] as const),
    ),
  );
  return review.estimate.resources.flatMap((estimate) => {
    const resource = resources.get(JSON.stringify([estimate.project, estimate.address]));
    if (resource === undefined || !changed.has(resource.location.path)) return [];
    return (estimate.choices ?? [])
      .filter(({ only_told, patch }) => only_told === null && patch.length > 0)
      .map((choice) => ({ estimate, resource, choice }));
  });
}

/** Instances of one block have one edit. */
function firstOfEach(wanted: ReadonlyArray<Wanted>): ReadonlyArray<Wanted> {
  return [...new Map(wanted.toReversed().map((one) => [keyOf(one), one])).values()].sort(
    (a, b) => b.choice.saving - a.choice.saving,
  );
}

function keyOf({ resource: { location }, choice }: Wanted): string {
  return JSON.stringify([location.path, location.line, choice.patch]);
}

/** A choice with what it changes in the text of its file. */
interface Draft extends Wanted {
  readonly text: string;
  readonly edits: ReadonlyArray<Edit>;
}

async function draftOf(wanted: Wanted, tools: ChoiceTools): Promise<Draft | null> {
  const { resource, choice } = wanted;
  const { path } = resource.location;
  const content = tools.head.entries.has(path) ? (await tools.head.read([path])).get(path) : undefined;
  if (content?.kind !== "text") return null;
  const edited = await editText(resource, choice.patch, content.text, tools);
  if (!edited.ok || edited.text === content.text) return null;
  const edits = lineEdits(path, content.text, edited.text);
  if (edits.some((edit) => tools.isSecret(edit.old) || tools.isSecret(edit.new))) return null;
  return { ...wanted, text: content.text, edits };
}

async function soundAlone(
  drafts: ReadonlyArray<Draft>,
  first: Review,
  tools: ChoiceTools,
): Promise<ReadonlyArray<Draft>> {
  const sound: Draft[] = [];
  if (drafts.length === 1) return sound;
  for (const draft of drafts) if (await holds([draft], first, tools)) sound.push(draft);
  return sound;
}

async function holds(drafts: ReadonlyArray<Draft>, first: Review, tools: ChoiceTools): Promise<boolean> {
  const { review, proof } = await tools.prove(await textsOf(drafts, tools));
  if (proof.brought.length > 0 || replaced(review).some((one) => !replaced(first).includes(one))) return false;
  const savings = Map.groupBy(drafts, ({ estimate }) => estimate);
  return [...savings].every(([estimate, own]) => {
    const told = own.reduce((sum, { choice }) => sum + choice.saving, 0);
    return Math.abs(amountOf(first, estimate) - amountOf(review, estimate) - told) < 0.01;
  });
}

/** The texts with all edits, the last block of a file first, so that no line moves before it is looked for. */
async function textsOf(drafts: ReadonlyArray<Draft>, tools: ChoiceTools): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const { resource, choice, text } of drafts.toSorted(
    (a, b) => b.resource.location.line - a.resource.location.line,
  )) {
    const { path } = resource.location;
    const edited = await editText(resource, choice.patch, texts.get(path) ?? text, tools);
    if (edited.ok) texts.set(path, edited.text);
  }
  return texts;
}

function amountOf({ estimate }: Review, { project, address }: ResourceEstimate): number {
  return estimate.resources.find((one) => one.project === project && one.address === address)?.after ?? NaN;
}

/** What is destroyed: an edit that saves money must not. */
function replaced({ projects }: Review): ReadonlyArray<string> {
  return projects.flatMap(({ project, resources }) =>
    resources
      .filter(({ action }) => action === "replace" || action === "delete")
      .map(({ address }) => JSON.stringify([project.name, address])),
  );
}
