import type { FileChange } from "../model/change-set.ts";
import type { Finding } from "../model/finding.ts";
import type { Problem } from "../model/problem.ts";
import type { ProjectChange } from "../model/project.ts";
import type { Resource } from "../model/resource.ts";
import { baseResources, movedAddresses, renamedProjects, type BaseSide } from "./base-side.ts";
import { concerns, enforcePolicies } from "./enforcement.ts";
import type { EnforcedPolicies, EnforcementSettings, ProjectPolicies } from "./enforcement.ts";
import { joinFindings } from "./found.ts";
import type { FoundSide } from "./found.ts";
import type { Documents } from "./foreign/documents.ts";
import { evaluateFiles } from "./foreign/evaluate-files.ts";
import { evaluateForeignSides } from "./foreign/evaluate-sides.ts";
import { matchFindings, sortFindings } from "./match-findings.ts";
import type { CompiledPolicies, Policy } from "./policy.ts";
import { policyInput } from "./policy-input.ts";
import type { PolicyContext } from "./policy-input.ts";
import type { PolicyAnswer, PolicyRunner } from "./policy-runner.ts";
import { toldModule } from "./told-module.ts";

/** What policies are evaluated on. */
export interface Evaluation {
  readonly compiled: CompiledPolicies;
  /** Every project with its resources compared and priced. */
  readonly changes: ReadonlyArray<ProjectChange>;
  /**
   * Project name → its side at the base, null for a project that the base does not have. A project that is missing
   * here is evaluated on what its changes tell of the base.
   */
  readonly bases?: ReadonlyMap<string, BaseSide | null>;
  readonly files: ReadonlyArray<FileChange>;
  readonly context: PolicyContext;
  readonly settings: EnforcementSettings;
  /** The time that policies see. */
  readonly clock: Date;
  readonly runner: PolicyRunner;
  /** The files of the change as policies on files see them; null where no policy looks at files. */
  readonly documents?: Documents | null;
  /** The same for the organisation's policies, as the organisation says; null where none of them looks at files. */
  readonly organisation_documents?: { readonly documents: Documents; readonly combine: boolean } | null;
  /** Whether policies on files see all of them together. */
  readonly combine?: boolean;
  /** Project name → the plan that it is reviewed by instead of its evaluation, as text. */
  readonly plans?: ReadonlyMap<string, string>;
}

/** What the policies say: findings in reading order, policies that broke, and what a reader has to know. */
export interface PolicyResult {
  readonly findings: ReadonlyArray<Finding>;
  /** Each names a policy that counts as error and gates. */
  readonly problems: ReadonlyArray<Problem>;
  readonly notes: ReadonlyArray<string>;
  /** Resources of the head that no policy at all looked at, in this or any other project: 0 where one looked. */
  readonly unseen: number;
}

/**
 * Evaluates every policy once a project, at head and at base, and tells new findings from existing and fixed ones.
 * A policy that breaks is a Problem; the others count. Throws EngineError when workers cannot be had.
 */
export async function evaluatePolicies(evaluation: Evaluation): Promise<PolicyResult> {
  const enforced = enforcePolicies(evaluation.compiled, evaluation.settings, evaluation.clock);
  const parts = await Promise.all(partsOf(evaluation).map((part) => evaluatePart(part, enforced)));
  const projects = evaluation.changes.map((change, at) => ({
    change,
    ran: parts.reduce((sum, { ran }) => sum + (ran[at] ?? 0), 0),
  }));
  const hasRun = projects.some(({ ran }) => ran > 0) || parts.some(({ ranOnFiles }) => ranOnFiles > 0);
  return {
    findings: sortFindings(parts.flatMap((part) => part.findings)),
    problems: [...evaluation.compiled.problems, ...parts.flatMap((part) => part.problems)],
    notes: [
      ...evaluation.compiled.notes,
      ...enforced.notes,
      ...parts.flatMap((part) => part.notes),
      ...projects.flatMap(({ change, ran }) => (ran === 0 ? unseenNote(change) : [])),
    ],
    unseen: hasRun ? 0 : evaluation.changes.reduce((sum, { resources }) => sum + resources.filter(isMade).length, 0),
  };
}

/** The organisation's policies and all others: a finding of the one is never old because the other has one like it. */
function partsOf(evaluation: Evaluation): ReadonlyArray<Evaluation> {
  const { compiled, documents = null, organisation_documents: own = null } = evaluation;
  const [above = [], others = []] = [true, false].map((wanted) =>
    compiled.modules.filter(({ isOrganisation = false }) => isOrganisation === wanted),
  );
  const ofOthers = { ...evaluation, compiled: { ...compiled, modules: others }, documents };
  if (above.length === 0) return [ofOthers];
  return [
    {
      ...evaluation,
      compiled: { ...compiled, modules: above },
      documents: own?.documents ?? null,
      combine: own?.combine ?? false,
    },
    ofOthers,
  ];
}

interface PartResult extends Omit<PolicyResult, "unseen"> {
  /** How many policies looked at each project, in the order of the changes. */
  readonly ran: ReadonlyArray<number>;
  readonly ranOnFiles: number;
}

async function evaluatePart(evaluation: Evaluation, enforced: EnforcedPolicies): Promise<PartResult> {
  const renamed = renamedProjects(evaluation.changes, evaluation.files);
  const projects = await Promise.all(
    evaluation.changes.map((change) => evaluateProject(evaluation, enforced.in(change.project), change, renamed)),
  );
  const { documents = null, combine = false } = evaluation;
  const files = documents === null ? [] : [await evaluateFiles({ ...evaluation, documents, combine, enforced })];
  const results = [...projects, ...files];
  return {
    findings: matchFindings(
      results.flatMap((result) => result.head),
      results.flatMap((result) => result.base),
    ),
    problems: results.flatMap((result) => result.problems),
    notes: files.flatMap((result) => result.notes),
    ran: projects.map(({ ran }) => ran),
    ranOnFiles: files.reduce((sum, { ran }) => sum + ran, 0),
  };
}

function unseenNote({ project, resources, blocks = [] }: ProjectChange): ReadonlyArray<string> {
  return resources.length + blocks.length === 0 ? [] : [`no policy looks at any resource of ${project.name}`];
}

function isMade({ action }: Resource): boolean {
  return action !== "none" && action !== "delete";
}

interface ProjectResult {
  readonly head: ReadonlyArray<Finding>;
  readonly base: ReadonlyArray<Finding>;
  readonly problems: ReadonlyArray<Problem>;
  /** How many policies looked at it. */
  readonly ran: number;
}

interface Side extends FoundSide {
  readonly name: "head" | "base";
  readonly input: Uint8Array;
}

async function evaluateProject(
  evaluation: Evaluation,
  enforced: ProjectPolicies,
  change: ProjectChange,
  renamed: ReadonlyMap<string, string>,
): Promise<ProjectResult> {
  const sides = sidesOf(evaluation, change, renamed);
  const types = new Set(sides.flatMap((side) => [...side.resources, ...side.blocks].map(({ type }) => type)));
  const found: Record<Side["name"], Finding[]> = { head: [], base: [] };
  const problems = new Map<string, Problem>();
  let ran = 0;
  for (const module of evaluation.compiled.modules) {
    const policies = module.policies.filter(
      (policy) => policy.foreign === undefined && enforced.has(policy) && concerns(policy, types),
    );
    ran += policies.length;
    const answers = await evaluation.runner.ask({
      module: toldModule(module, evaluation.settings.pack),
      rules: policies.flatMap((policy) => policy.rules),
      inputs: sides.map((side) => side.input),
      clock: evaluation.clock,
    });
    for (const [index, side] of sides.entries()) {
      found[side.name].push(...findingsOf(side, policies, enforced, answers[index] ?? new Map(), problems));
    }
  }
  const foreign = await evaluateForeignSides(evaluation, enforced, sides);
  found.head.push(...foreign.head);
  found.base.push(...foreign.base);
  for (const problem of foreign.problems) problems.set(problem.message, problem);
  return { ...found, problems: [...problems.values()], ran: ran + foreign.ran };
}

function sidesOf(
  evaluation: Evaluation,
  change: ProjectChange,
  renamed: ReadonlyMap<string, string>,
): ReadonlyArray<Side> {
  const { project } = change;
  const base = baseResources(change, evaluation.bases?.get(project.name));
  const head: Side = {
    name: "head",
    project,
    resources: change.resources,
    blocks: change.blocks ?? [],
    projectKey: project.name,
    headAddress: new Map(),
    input: encode(evaluation, change, change, evaluation.files),
  };
  if (base === null) {
    return [head];
  }
  const projectKey = renamed.get(project.name) ?? project.name;
  const headAddress = movedAddresses(change);
  const input = encode(evaluation, change, base, []);
  return [head, { name: "base", project, ...base, projectKey, headAddress, input }];
}

function encode(
  { context }: Evaluation,
  { project }: ProjectChange,
  { resources, blocks = [] }: Pick<ProjectChange, "resources" | "blocks">,
  files: ReadonlyArray<FileChange>,
): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(policyInput({ context, project, files }, resources, blocks)));
}

function findingsOf(
  side: Side,
  policies: ReadonlyArray<Policy>,
  enforced: ProjectPolicies,
  answer: PolicyAnswer,
  problems: Map<string, Problem>,
): ReadonlyArray<Finding> {
  const join = joinFindings(side);
  const findings: Finding[] = [];
  for (const policy of policies) {
    const from = enforced.get(policy);
    for (const rule of policy.rules) {
      const result = answer.get(rule.key) ?? { ok: false, message: "it was not answered" };
      if (!result.ok) {
        problems.set(`${policy.id} ${rule.name}`, brokenRule(side, policy, rule.name, result.message));
      } else if (from !== undefined) {
        findings.push(...result.findings.map((raw) => join(from, rule, raw)));
      }
    }
  }
  return findings;
}

/** A message that begins with `file:line:column:` names its own place. */
function brokenRule(side: Side, policy: Policy, rule: string, message: string): Problem {
  const stated = /^(?<path>[^\n]{1,1000}?):(?<line>\d{1,7}):\d{1,7}: (?<rest>[^]*)$/.exec(message)?.groups;
  const path = stated?.["path"] ?? policy.path;
  const line = stated === undefined ? policy.line : Number(stated["line"]);
  const why = stated?.["rest"] ?? message;
  const text = `the rule ${rule} of the policy ${policy.id} broke and counts as an error: ${why}`;
  return { path, line, message: text, project: side.project.name, hides: [path] };
}
