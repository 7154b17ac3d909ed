import type { Tree } from "../model/change-set.ts";
import type { Finding } from "../model/finding.ts";
import type { PatchOperation } from "../model/fix.ts";
import type { ProjectChange } from "../model/project.ts";
import type { Resource } from "../model/resource.ts";
import { compareText, count } from "../model/text.ts";
import { editText, type EditTools } from "./edit-text.ts";
import { lineEdits } from "./line-edits.ts";
import type { Brought, Proof } from "./proof.ts";

/** What proposing needs besides the findings. */
export interface FixTools extends EditTools {
  readonly head: Tree;
  readonly projects: ReadonlyArray<ProjectChange>;
  /** Reviews the head with the texts of some files replaced. */
  readonly prove: (texts: ReadonlyMap<string, string>) => Promise<Proof>;
  /** Whether a text must not be shown; such edits are not offered. */
  readonly isSecret: (text: string) => boolean;
  /** More findings than this are not tried; each is told so. */
  readonly limit: number;
}

/** Findings with the edits that were proven, and the texts with all of them applied together. */
export interface Proposal {
  readonly findings: ReadonlyArray<Finding>;
  /** Path → text before and after; empty where nothing can be mended. */
  readonly texts: ReadonlyMap<string, { readonly before: string; readonly after: string }>;
}

/** Reviews that are made to find out which edit is to blame. */
const maxProofs = 20;

/** Rounds in which all edits are tried together, each without those that the one before found to be at fault. */
const maxRounds = 4;

interface Candidate {
  readonly finding: Finding;
  readonly resource: Resource;
  readonly patch: ReadonlyArray<PatchOperation>;
  /** Equal for findings that one edit mends: instances of one block. */
  readonly key: string;
}

/** A candidate with the text that it would have its file be. */
interface Drafted extends Candidate {
  readonly before: string;
  readonly after: string;
}

/**
 * Turns the patches of new findings into edits of the source. Each is proven: the edited tree is reviewed, and an edit
 * that leaves its finding or brings another is not offered, with the reason.
 */
export async function proposeFixes(findings: ReadonlyArray<Finding>, tools: FixTools): Promise<Proposal> {
  const candidates = candidatesOf(findings, tools.projects);
  if (candidates.length === 0) return { findings, texts: new Map() };
  const reasons = new Map<Finding, string>();
  for (const { finding } of candidates.slice(tools.limit)) {
    reasons.set(
      finding,
      `it was not tried: ${count(candidates.length, "finding")} have a fix, and ${tools.limit} are tried`,
    );
  }
  const drafted = await draft(candidates.slice(0, tools.limit), tools, reasons);
  const { proven, texts } = await prove(drafted, tools, reasons);
  return { findings: findings.map((finding) => withEdits(finding, proven, reasons)), texts };
}

function candidatesOf(
  findings: ReadonlyArray<Finding>,
  projects: ReadonlyArray<ProjectChange>,
): ReadonlyArray<Candidate> {
  const resources = new Map(
    projects.flatMap(({ project, resources }) =>
      resources.map((resource) => [JSON.stringify([project.name, resource.address]), resource] as const),
    ),
  );
  return findings.flatMap((finding) => {
    const { fix, status, address, project } = finding;
    const resource = resources.get(JSON.stringify([project, address]));
    if (fix === undefined || fix.why_not !== null || status !== "new" || resource === undefined) return [];
    const { path, line } = resource.location;
    const key = JSON.stringify([path, line, resource.type, resource.name, fix.patch]);
    return [{ finding, resource, patch: fix.patch, key }];
  });
}

/** Each candidate's own edit; those that cannot be written have a reason. */
async function draft(
  candidates: ReadonlyArray<Candidate>,
  tools: FixTools,
  reasons: Map<Finding, string>,
): Promise<ReadonlyArray<Drafted>> {
  const paths = [...new Set(candidates.map(({ resource }) => resource.location.path))].sort();
  const contents = await tools.head.read(paths.filter((path) => tools.head.entries.has(path)));
  const drafted: Drafted[] = [];
  for (const candidate of candidates) {
    const content = contents.get(candidate.resource.location.path);
    const why = await draftOne(candidate, content?.kind === "text" ? content.text : null, tools);
    if (typeof why === "string") reasons.set(candidate.finding, why);
    else drafted.push(why);
  }
  return drafted;
}

async function draftOne(candidate: Candidate, before: string | null, tools: FixTools): Promise<Drafted | string> {
  const { resource, patch } = candidate;
  if (before === null) return `${resource.location.path} is no file of this tree`;
  const edited = await editText(resource, patch, before, tools);
  if (!edited.ok) return edited.why;
  if (edited.text === before) return "the source says that already";
  const isShown = lineEdits(resource.location.path, before, edited.text).every(
    (edit) => !tools.isSecret(edit.old) && !tools.isSecret(edit.new),
  );
  return isShown ? { ...candidate, before, after: edited.text } : "its lines hold a value that is never shown";
}

interface Proven {
  readonly proven: ReadonlyMap<Finding, Drafted>;
  readonly texts: Proposal["texts"];
}

async function prove(drafted: ReadonlyArray<Drafted>, tools: FixTools, reasons: Map<Finding, string>): Promise<Proven> {
  let left = drafted;
  for (let round = 0; round < maxRounds && left.length > 0; round += 1) {
    const together = await combined(left, tools);
    const { why, brought } = await verdictOf(left, together, tools);
    if (why === null) return { proven: new Map(left.map((item) => [item.finding, item])), texts: together };
    const sound = withoutCulprits(left, brought, reasons);
    if (sound.length === left.length) break;
    left = sound;
  }
  const sound = await proveApart(left, tools, reasons);
  return { proven: new Map(sound.map((item) => [item.finding, item])), texts: await largestSound(sound, tools) };
}

/** Without the edits of resources that something new is said of; each of those has the reason. */
function withoutCulprits(
  drafted: ReadonlyArray<Drafted>,
  brought: ReadonlyArray<Brought>,
  reasons: Map<Finding, string>,
): ReadonlyArray<Drafted> {
  return drafted.filter(({ finding }) => {
    const found = brought.find(({ project, address }) => project === finding.project && address === finding.address);
    if (found !== undefined) reasons.set(finding, reasonOf(found));
    return found === undefined;
  });
}

/** Each edit alone: those that fail have the reason, those beyond the bound were not tried. */
async function proveApart(
  drafted: ReadonlyArray<Drafted>,
  tools: FixTools,
  reasons: Map<Finding, string>,
): Promise<ReadonlyArray<Drafted>> {
  const groups = Map.groupBy(drafted, ({ key }) => key);
  const sound: Drafted[] = [];
  let tried = 0;
  for (const group of groups.values()) {
    const [first] = group;
    const texts = first === undefined ? new Map<string, never>() : textsOf(first);
    const why =
      tried < maxProofs
        ? (await verdictOf(group, texts, tools)).why
        : "it was not tried: too many edits conflict with each other";
    tried += 1;
    if (why === null) sound.push(...group);
    else for (const { finding } of group) reasons.set(finding, why);
  }
  return sound;
}

/** All that is sound alone together, else one after the other as long as nothing is brought in. */
async function largestSound(sound: ReadonlyArray<Drafted>, tools: FixTools): Promise<Proposal["texts"]> {
  const together = await combined(sound, tools);
  if (sound.length === 0 || (await verdictOf(sound, together, tools)).why === null) return together;
  let kept: ReadonlyArray<Drafted> = [];
  for (const group of Map.groupBy(sound, ({ key }) => key).values()) {
    const more = [...kept, ...group];
    if ((await verdictOf(more, await combined(more, tools), tools)).why === null) kept = more;
  }
  return combined(kept, tools);
}

interface EditVerdict {
  /** Null when every finding is gone and nothing came. */
  readonly why: string | null;
  readonly brought: ReadonlyArray<Brought>;
}

async function verdictOf(
  drafted: ReadonlyArray<Drafted>,
  texts: Proposal["texts"],
  tools: FixTools,
): Promise<EditVerdict> {
  const { gone, brought } = await tools.prove(new Map([...texts].map(([path, { after }]) => [path, after])));
  const [first] = brought;
  if (first !== undefined) return { why: reasonOf(first), brought };
  const left = new Map<string, number>();
  for (const finding of gone) left.set(finding.fingerprint, (left.get(finding.fingerprint) ?? 0) + 1);
  for (const { finding } of drafted) left.set(finding.fingerprint, (left.get(finding.fingerprint) ?? 0) - 1);
  const remains = [...left.values()].some((rest) => rest < 0);
  return { why: remains ? "the edit would not make the finding go away" : null, brought };
}

function reasonOf({ sentence }: Brought): string {
  return `the edit would bring something else: ${sentence}`;
}

function textsOf({ resource, before, after }: Drafted): Proposal["texts"] {
  return new Map([[resource.location.path, { before, after }]]);
}

/** The edits of all candidates in one text a file, the last block first, so that no line moves before it is looked for. */
async function combined(drafted: ReadonlyArray<Drafted>, tools: FixTools): Promise<Proposal["texts"]> {
  const texts = new Map<string, { before: string; after: string }>();
  const once = [...new Map(drafted.map((item) => [item.key, item])).values()];
  const order = once.toSorted((a, b) => b.resource.location.line - a.resource.location.line);
  for (const { resource, patch, before } of order) {
    const { path } = resource.location;
    const at = texts.get(path) ?? { before, after: before };
    const edited = await editText(resource, patch, at.after, tools);
    texts.set(path, edited.ok ? { before, after: edited.text } : at);
  }
  return new Map([...texts].sort(([a], [b]) => compareText(a, b)));
}

function withEdits(finding: Finding, proven: Proven["proven"], reasons: ReadonlyMap<Finding, string>): Finding {
  const { fix } = finding;
  const drafted = proven.get(finding);
  if (fix === undefined) return finding;
  if (drafted !== undefined) {
    const edits = lineEdits(drafted.resource.location.path, drafted.before, drafted.after);
    return { ...finding, fix: { ...fix, edits, why_not: null } };
  }
  const why = reasons.get(finding);
  return why === undefined ? finding : { ...finding, fix: { ...fix, why_not: why } };
}
