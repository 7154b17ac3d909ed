import { posix } from "node:path";
import { sha256 } from "../../model/digest.ts";
import type { FileChange } from "../../model/change-set.ts";
import type { Finding } from "../../model/finding.ts";
import type { Problem } from "../../model/problem.ts";
import type { Project, ProjectChange } from "../../model/project.ts";
import { isObject } from "../../model/json.ts";
import type { JsonObject, Resource } from "../../model/resource.ts";
import { compareText, count } from "../../model/text.ts";
import type { EnforcedPolicies, EnforcedPolicy } from "../enforcement.ts";
import { ruleEnforcement } from "../enforcement.ts";
import type { CompiledModule, CompiledPolicies, Policy } from "../policy.ts";
import type { PolicyRunner } from "../policy-runner.ts";
import { redactText, sensitiveTexts } from "../redact.ts";
import type { RawFinding } from "../rule-result.ts";
import { askForeign, type ForeignAnswer } from "./ask.ts";
import type { DocumentFile, Documents, FileDocument } from "./documents.ts";
import { mentionsOf } from "./mentions.ts";

/** Policies on files, and the files. */
export interface FileEvaluation {
  readonly compiled: CompiledPolicies;
  readonly enforced: EnforcedPolicies;
  readonly documents: Documents;
  /** Gives policies on one file all of them together. */
  readonly combine: boolean;
  /** Says which resource a line declares. */
  readonly changes: ReadonlyArray<ProjectChange>;
  readonly files: ReadonlyArray<FileChange>;
  readonly runner: PolicyRunner;
  readonly clock: Date;
}

/** What policies on files say of both sides. */
export interface FileResult {
  readonly head: ReadonlyArray<Finding>;
  readonly base: ReadonlyArray<Finding>;
  readonly problems: ReadonlyArray<Problem>;
  readonly notes: ReadonlyArray<string>;
  /** How many policies looked at a file of the head. */
  readonly ran: number;
}

interface Said {
  readonly answer: ForeignAnswer;
  /** Null where the policy saw all files together. */
  readonly seen: Seen | null;
}

interface Seen {
  readonly file: DocumentFile;
  readonly document: FileDocument;
}

/** Evaluates policies that were written for Conftest, on each document or on all of them together. */
export async function evaluateFiles(evaluation: FileEvaluation): Promise<FileResult> {
  const { documents } = evaluation;
  const describe = describer(evaluation);
  const head = await evaluateSide(evaluation, documents.head.files);
  const base = documents.base === null ? [] : await evaluateSide(evaluation, documents.base.files);
  const headPaths = new Map(
    evaluation.files.flatMap(({ path, previous_path: old }) => (old === null ? [] : [[old, path]])),
  );
  return {
    head: head.flatMap((said) => findingsOf(said, describe, (path) => path)),
    base: base.flatMap((said) => findingsOf(said, describe, (path) => headPaths.get(path) ?? path)),
    problems: brokenRules([...head, ...base]),
    notes: exceptionNotes(head),
    ran: new Set(head.map(({ answer }) => answer.policy)).size,
  };
}

async function evaluateSide(
  evaluation: FileEvaluation,
  files: ReadonlyArray<DocumentFile>,
): Promise<ReadonlyArray<Said>> {
  const { runner, clock, combine } = evaluation;
  const seen = files.flatMap((file) => file.documents.map((document): Seen => ({ file, document })));
  if (seen.length === 0) return [];
  const said: Said[] = [];
  for (const module of evaluation.compiled.modules) {
    const isKind = (kind: "file" | "files") => (policy: Policy) =>
      policy.foreign?.input.kind === kind && isOn(evaluation, policy);
    const single = combine ? [] : module.policies.filter(isKind("file"));
    const named = single.filter(({ foreign }) => foreign?.readsFile === true);
    const nameless = single.filter((policy) => !named.includes(policy));
    const together = module.policies.filter((policy) => isKind("files")(policy) || (combine && isKind("file")(policy)));
    const each = seen.map(({ document }) => encode(document.content));
    const all =
      together.length === 0
        ? []
        : [encode(seen.map(({ file, document }) => ({ path: file.path, contents: document.content })))];
    const alone = await askForeign({ runner, clock, module, policies: nameless, inputs: each });
    said.push(...alone.map((answer) => ({ answer, seen: seen[answer.index] ?? null })));
    for (const file of named.length === 0 ? [] : files) {
      const inputs = file.documents.map(({ content }) => encode(content));
      const answers = await askForeign({
        runner,
        clock,
        module,
        policies: named,
        inputs,
        data: fileData(module, file),
      });
      said.push(...answers.map((answer) => ({ answer, seen: seenIn(file, answer.index) })));
    }
    const data = fileData(module, { path: "Combined" }); // what Conftest says of all together
    const combined = await askForeign({ runner, clock, module, policies: together, inputs: all, data });
    said.push(...combined.map((answer) => ({ answer, seen: null })));
  }
  return said;
}

function seenIn(file: DocumentFile, index: number): Seen | null {
  const document = file.documents[index];
  return document === undefined ? null : { file, document };
}

/** `data.conftest.file` as Conftest has it, as though the tree lay at `/`: where it lies on a machine decides nothing. */
function fileData({ data }: CompiledModule, { path }: Pick<DocumentFile, "path">): JsonObject {
  const { dir, base: name } = posix.parse(`/${path}`);
  const others = isObject(data["conftest"]) ? data["conftest"] : {};
  return { conftest: { ...others, file: { name, dir } } };
}

/** A policy that is off everywhere is not asked. */
function isOn({ enforced, changes }: FileEvaluation, policy: Policy): boolean {
  return [projectAt(null), ...changes.map(({ project }) => project)].some((project) =>
    enforced.in(project).has(policy),
  );
}

function encode(content: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(content ?? null));
}

function findingsOf(
  { answer, seen }: Said,
  describe: Describe,
  headPath: (path: string) => string,
): ReadonlyArray<Finding> {
  if (!answer.result.ok || answer.isExcepted) return [];
  return answer.result.findings.flatMap((raw) => describe(answer.policy, raw, seen, headPath) ?? []);
}

type Describe = (
  policy: Policy,
  raw: RawFinding,
  seen: Seen | null,
  headPath: (path: string) => string,
) => Finding | null;

/** Joins what a policy said of a file with the resource that the file declares there. */
function describer(evaluation: FileEvaluation): Describe {
  const places = new Map<string, { readonly project: Project; readonly resources: Resource[] }>();
  for (const { project, resources } of evaluation.changes) {
    for (const resource of resources) {
      const known = places.get(resource.location.path) ?? { project, resources: [] };
      known.resources.push(resource);
      places.set(resource.location.path, known);
    }
  }
  const paths = mentionsOf(evaluation.documents.head.files.map(({ path }) => [path, path]));
  const enforcedIn = enforcedBy(evaluation.enforced);
  return (policy, raw, seen, headPath) => {
    const path = raw.place?.path ?? seen?.file.path ?? paths(raw.message);
    const known = path === null ? undefined : places.get(path);
    const project = known?.project ?? projectAt(path);
    const from = enforcedIn(project).get(policy);
    const [rule] = policy.rules;
    if (from === undefined || rule === undefined) return null;
    const place = raw.place === null ? placeIn(raw, seen) : { line: raw.place.line, end_line: raw.place.line };
    const resource = place === null ? undefined : resourceAt(known?.resources ?? [], place);
    const message = redactText(raw.message, sensitiveTexts(known?.resources ?? []));
    const identity = [policy.id, path === null ? null : headPath(path), resource?.address ?? null, message];
    return {
      ...described(from),
      enforcement: ruleEnforcement(from, rule),
      fingerprint: sha256(JSON.stringify(identity)),
      message,
      project: project.name,
      address: resource?.address ?? raw.address,
      type: resource?.type ?? null,
      attribute: raw.attribute,
      path,
      line: place?.line ?? (path === null ? null : 1),
      end_line: place?.end_line ?? (path === null ? null : 1),
      called_from: resource?.called_from ?? [],
    };
  };
}

function described({
  policy,
  team,
}: EnforcedPolicy): Pick<Finding, "policy" | "topics" | "severity" | "status" | "title" | "remediation" | "team"> {
  const { id, topics, severity, title, remediation } = policy;
  return { policy: id, topics, severity, status: "new", title, remediation, ...(team === null ? {} : { team }) };
}

function enforcedBy(enforced: EnforcedPolicies): EnforcedPolicies["in"] {
  const known = new Map<string, ReturnType<EnforcedPolicies["in"]>>();
  return (project) => {
    const policies = known.get(project.name) ?? enforced.in(project);
    known.set(project.name, policies);
    return policies;
  };
}

/** A file that no project declares resources in counts to its folder. */
function projectAt(path: string | null): Project {
  const folder = path?.includes("/") === true ? path.slice(0, path.lastIndexOf("/")) : ".";
  return { name: folder, path: folder, format: "kubernetes" };
}

/** The lines of what the message names, else of the whole document. */
function placeIn(
  { message }: RawFinding,
  seen: Seen | null,
): { readonly line: number; readonly end_line: number } | null {
  if (seen === null) return null;
  const { anchors, line, end_line } = seen.document;
  return mentionsOf(anchors.map((anchor) => [anchor.text, anchor]))(message) ?? { line, end_line };
}

/** The resource that stands around the lines, where it is one. */
function resourceAt(
  resources: ReadonlyArray<Resource>,
  place: { readonly line: number; readonly end_line: number },
): Resource | undefined {
  const around = resources.filter(({ location }) => location.line <= place.end_line && place.line <= location.end_line);
  return around.length === 1 ? around[0] : undefined;
}

function brokenRules(said: ReadonlyArray<Said>): ReadonlyArray<Problem> {
  const problems = new Map<string, Problem>();
  for (const { answer, seen } of said) {
    const { policy, result } = answer;
    if (result.ok || problems.has(policy.id)) continue;
    const on = seen === null ? "" : ` on ${seen.file.path}`;
    const message = `the policy ${policy.id} broke${on} and counts as an error: ${result.message}`;
    problems.set(policy.id, { path: policy.path, line: policy.line, message, project: null, hides: [policy.path] });
  }
  return [...problems.values()];
}

function exceptionNotes(said: ReadonlyArray<Said>): ReadonlyArray<string> {
  const lifted = new Map<string, number>();
  for (const { answer } of said.filter((one) => one.answer.isExcepted)) {
    lifted.set(answer.policy.id, (lifted.get(answer.policy.id) ?? 0) + 1);
  }
  return [...lifted]
    .map(([id, total]) => `an exception of its own package lifts ${id} on ${count(total, "document")}`)
    .sort(compareText);
}
