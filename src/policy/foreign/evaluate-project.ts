import { sha256 } from "../../model/digest.ts";
import type { Finding } from "../../model/finding.ts";
import type { Problem } from "../../model/problem.ts";
import type { JsonObject } from "../../model/resource.ts";
import type { ProjectPolicies } from "../enforcement.ts";
import { joinFindings, type FoundSide } from "../found.ts";
import type { CompiledPolicies, Policy } from "../policy.ts";
import type { PolicyRunner } from "../policy-runner.ts";
import type { RawFinding } from "../rule-result.ts";
import { admissionInput, inventory, namespaceLabels, reviewedObjects } from "./admission.ts";
import { askForeign, type ForeignAnswer } from "./ask.ts";
import { matches } from "./constraint-match.ts";
import { mentionsOf } from "./mentions.ts";
import { planInput, wrapped, type PlanView } from "./plan-input.ts";

/** Policies on plans and admission reviews, and one side of the project that they see. */
export interface ProjectEvaluation {
  readonly compiled: CompiledPolicies;
  readonly enforced: ProjectPolicies;
  readonly side: FoundSide;
  /** The plan itself where there is one; it is given instead of what the evaluation would say. */
  readonly plan: JsonObject | null;
  readonly view: PlanView;
  readonly runner: PolicyRunner;
  readonly clock: Date;
}

/** What they say of it. */
export interface ProjectAnswer {
  readonly findings: ReadonlyArray<Finding>;
  readonly problems: ReadonlyArray<Problem>;
  /** How many policies had something to look at. */
  readonly ran: number;
}

/** Evaluates policies that were written for plans and for Gatekeeper on one side of one project. */
export async function evaluateForeignProject(evaluation: ProjectEvaluation): Promise<ProjectAnswer> {
  const results: ProjectAnswer[] = [];
  for (const module of evaluation.compiled.modules) {
    const policies = module.policies.filter((policy) => evaluation.enforced.has(policy));
    results.push(
      await onPlan(evaluation, { ...module, policies }),
      await onObjects(evaluation, { ...module, policies }),
    );
  }
  return {
    findings: results.flatMap(({ findings }) => findings),
    problems: results.flatMap(({ problems }) => problems),
    ran: results.reduce((sum, { ran }) => sum + ran, 0),
  };
}

type Module = CompiledPolicies["modules"][number];

const nothing: ProjectAnswer = { findings: [], problems: [], ran: 0 };

async function onPlan(evaluation: ProjectEvaluation, module: Module): Promise<ProjectAnswer> {
  const { side, runner, clock, enforced } = evaluation;
  const isPlan = side.project.format === "terraform";
  const policies = module.policies.filter(({ foreign }) => isPlan && foreign?.input.kind === "plan");
  if (policies.length === 0) return nothing;
  const plan = evaluation.plan ?? planInput(side, evaluation.view);
  const answers: ForeignAnswer[] = [];
  for (const under of new Set(policies.map(underOf))) {
    const own = policies.filter((policy) => underOf(policy) === under);
    answers.push(
      ...(await askForeign({ runner, clock, module, policies: own, inputs: [encode(wrapped(plan, under))] })),
    );
  }
  const addresses = mentionsOf(side.resources.map(({ address }) => [address, address]));
  const join = joinFindings(side);
  return {
    findings: answers.flatMap((answer) =>
      said(answer).flatMap((raw) => {
        const from = enforced.get(answer.policy);
        const [rule] = answer.policy.rules;
        if (from === undefined || rule === undefined) return [];
        return [unlessPlaced(join(from, rule, { ...raw, address: raw.address ?? addresses(raw.message) }))];
      }),
    ),
    problems: broken(answers, side),
    ran: policies.length,
  };
}

function underOf({ foreign }: Policy): string | null {
  return foreign?.input.kind === "plan" ? foreign.input.under : null;
}

async function onObjects(evaluation: ProjectEvaluation, module: Module): Promise<ProjectAnswer> {
  const { side, runner, clock, enforced } = evaluation;
  const policies = module.policies.filter(({ foreign }) => foreign?.input.kind === "admission");
  const objects = policies.length === 0 ? [] : reviewedObjects(side.resources);
  if (objects.length === 0) return nothing;
  const namespaces = namespaceLabels(objects);
  const join = joinFindings(side);
  const data = inventory(objects);
  const results: ProjectAnswer[] = [];
  for (const policy of policies) {
    const constraint = policy.foreign?.input.kind === "admission" ? policy.foreign.input.constraint : null;
    const seen = objects.filter(({ match }) => constraint === null || matches(constraint.match, match, namespaces));
    const inputs = seen.map((one) =>
      encode(admissionInput(one, constraint?.parameters ?? {}, policy.foreign?.sees ?? "creation")),
    );
    const answers = await askForeign({ runner, clock, module, policies: [policy], inputs, data });
    const findings = answers.flatMap((answer) =>
      said(answer).flatMap((raw) => {
        const from = enforced.get(policy);
        const [rule] = policy.rules;
        const address = seen[answer.index]?.resource.address ?? null;
        return from === undefined || rule === undefined ? [] : [join(from, rule, { ...raw, address })];
      }),
    );
    results.push({ findings, problems: broken(answers, side), ran: seen.length === 0 ? 0 : 1 });
  }
  return {
    findings: results.flatMap(({ findings }) => findings),
    problems: results.flatMap(({ problems }) => problems),
    ran: results.reduce((sum, { ran }) => sum + ran, 0),
  };
}

function encode(document: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(document));
}

function said({ result, isExcepted }: ForeignAnswer): ReadonlyArray<RawFinding> {
  return result.ok && !isExcepted ? result.findings : [];
}

/** Without a resource the words are all that tells one finding from another. */
function unlessPlaced(finding: Finding): Finding {
  if (finding.address !== null) return finding;
  const identity = JSON.stringify([finding.fingerprint, finding.message]);
  return { ...finding, fingerprint: sha256(identity) };
}

function broken(answers: ReadonlyArray<ForeignAnswer>, { project }: FoundSide): ReadonlyArray<Problem> {
  const problems = new Map<string, Problem>();
  for (const { policy, result } of answers) {
    if (result.ok || problems.has(policy.id)) continue;
    const message = `the policy ${policy.id} broke and counts as an error: ${result.message}`;
    problems.set(policy.id, {
      path: policy.path,
      line: policy.line,
      message,
      project: project.name,
      hides: [policy.path],
    });
  }
  return [...problems.values()];
}
