import { z } from "zod";
import { UsageError } from "../../model/failure.ts";
import type { Enforcement, Severity } from "../../model/finding.ts";
import { isRecord } from "../../model/json.ts";
import type { Problem } from "../../model/problem.ts";
import { compilePolicies, type CompileOptions } from "../compile-policies.ts";
import { concerns, ruleEnforcement } from "../enforcement.ts";
import { jsonPointer } from "../place.ts";
import type { CompiledModule, CompiledPolicies, PolicySources } from "../policy.ts";
import type { PolicyAnswer, PolicyRunner } from "../policy-runner.ts";
import type { RawFinding } from "../rule-result.ts";

/** What `eval` itself needs of a resource or block of a saved input; policies may look at more. */
interface Placed {
  readonly address: string;
  readonly type: string;
  readonly location?: { readonly path: string; readonly line: number } | null;
  readonly lines?: Readonly<Record<string, number>> | null;
}

/** Looked at where it lies: copies of a saved input of some megabytes take longer than policies on it. */
const placed = z.array(z.custom<Placed>(isPlaced));

const savedInput = z.looseObject({
  project: z.looseObject({ name: z.string() }).nullish(),
  resources: placed.default([]),
  blocks: placed.default([]),
});

function isPlaced(value: unknown): boolean {
  if (!isRecord(value) || typeof value["address"] !== "string" || typeof value["type"] !== "string") return false;
  const { location = null, lines = null } = value;
  const isLocation =
    location === null ||
    (isRecord(location) && typeof location["path"] === "string" && typeof location["line"] === "number");
  const isLines = lines === null || (isRecord(lines) && Object.values(lines).every((line) => typeof line === "number"));
  return isLocation && isLines;
}

/** One policy input, as `tollgate input` prints it for one project. */
export type SavedInput = z.infer<typeof savedInput>;

/** What one policy says of one saved input. */
export interface EvalFinding {
  readonly policy: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly enforcement: Enforcement;
  readonly message: string;
  readonly project: string;
  readonly address: string | null;
  readonly path: string | null;
  readonly line: number | null;
}

/** Findings in reading order, what broke, and what was looked at. */
export interface EvalReport {
  readonly findings: ReadonlyArray<EvalFinding>;
  readonly problems: ReadonlyArray<Problem>;
  /** Ids of the policies that were evaluated on at least one input. */
  readonly evaluated: ReadonlyArray<string>;
  /** Ids of those that look at resources which no input has. */
  readonly unconcerned: ReadonlyArray<string>;
}

/** Reads a saved input: one document or an array of them. Throws UsageError. */
export function readInputs(text: string, name: string): ReadonlyArray<SavedInput> {
  const expected = "expected what `tollgate input` prints: an array of inputs, or one of them";
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`${name} is no JSON; ${expected}`, { cause });
  }
  const parsed = z.union([z.array(savedInput), savedInput]).safeParse(value);
  if (!parsed.success) {
    throw new UsageError(`${name} is no policy input; ${expected}`);
  }
  return Array.isArray(parsed.data) ? parsed.data : [parsed.data];
}

/** What evaluating needs besides the policies and the inputs. */
export interface EvalTools extends CompileOptions {
  readonly runner: PolicyRunner;
  readonly clock: Date;
}

/**
 * Evaluates policies on saved inputs as a review does; those of the pack only where there are no others. A policy that breaks is a Problem;
 * the others count.
 */
export async function evaluateInputs(
  sources: PolicySources,
  inputs: ReadonlyArray<SavedInput>,
  tools: EvalTools,
): Promise<EvalReport> {
  const compiled = await compileOwn(sources, tools);
  const findings: EvalFinding[] = [];
  const problems: Problem[] = [...compiled.problems];
  const evaluated = new Set<string>();
  for (const input of inputs) {
    const types = new Set([...input.resources, ...input.blocks].map(({ type }) => type));
    const bytes = new TextEncoder().encode(JSON.stringify(input));
    for (const module of compiled.modules) {
      const policies = module.policies.filter((policy) => concerns(policy, types));
      const rules = policies.flatMap((policy) => policy.rules);
      const [answer] = await tools.runner.ask({ module, rules, inputs: [bytes], clock: tools.clock });
      for (const { id } of policies) {
        evaluated.add(id);
      }
      const said = findingsOf({ ...module, policies }, input, answer ?? new Map());
      findings.push(...said.findings);
      problems.push(...said.problems);
    }
  }
  const all = compiled.modules.flatMap((module) => module.policies.map((policy) => policy.id));
  return {
    findings: findings.sort(compareFindings),
    problems,
    evaluated: [...evaluated].sort(),
    unconcerned: all.filter((id) => !evaluated.has(id)).sort(),
  };
}

/** Own policies may refer to the pack; only they are asked. */
export async function compileOwn(sources: PolicySources, options: CompileOptions): Promise<CompiledPolicies> {
  const pack = sources.files.filter((file) => file.origin === "pack");
  const all = await compilePolicies(sources, options);
  if (pack.length === 0 || pack.length === sources.files.length) {
    return all;
  }
  const ofPack = await compilePolicies({ files: pack, data: {}, problems: [] }, options);
  const hashes = new Set(ofPack.modules.map((module) => module.hash));
  return { ...all, modules: all.modules.filter((module) => !hashes.has(module.hash)) };
}

function findingsOf(
  module: CompiledModule,
  input: SavedInput,
  answer: PolicyAnswer,
): Pick<EvalReport, "findings" | "problems"> {
  const findings: EvalFinding[] = [];
  const problems: Problem[] = [];
  const project = input.project?.name ?? ".";
  for (const policy of module.policies) {
    for (const rule of policy.rules) {
      const result = answer.get(rule.key) ?? { ok: false, message: "it was not answered" };
      if (!result.ok) {
        const message = `the rule ${rule.name} of the policy ${policy.id} broke: ${result.message}`;
        problems.push({ path: policy.path, line: policy.line, message, project, hides: [policy.path] });
        continue;
      }
      const enforcement = ruleEnforcement({ policy, enforcement: policy.enforcement }, rule);
      const { id, severity } = policy;
      findings.push(
        ...result.findings.map((raw) => ({
          ...{ policy: id, rule: rule.name, severity, enforcement, message: raw.message, project },
          address: raw.address,
          ...placeIn(input, raw),
        })),
      );
    }
  }
  return { findings, problems };
}

/** The attribute's line or its nearest parent's, else the resource's. */
function placeIn(input: SavedInput, raw: RawFinding): { readonly path: string | null; readonly line: number | null } {
  const resource = [...input.resources, ...input.blocks].find((candidate) => candidate.address === raw.address);
  if (resource?.location == null) {
    return raw.place ?? { path: null, line: null };
  }
  for (let length = raw.attribute?.length ?? 0; length > 0; length -= 1) {
    const line = resource.lines?.[jsonPointer(raw.attribute?.slice(0, length) ?? [])];
    if (line !== undefined) {
      return { path: resource.location.path, line };
    }
  }
  return { path: resource.location.path, line: resource.location.line };
}

function compareFindings(a: EvalFinding, b: EvalFinding): number {
  const key = (finding: EvalFinding): string =>
    JSON.stringify([finding.project, finding.path ?? "", String(finding.line ?? 0).padStart(9, "0")]);
  const rest = (finding: EvalFinding): string => JSON.stringify([finding.policy, finding.rule, finding.message]);
  const [left, right] = [key(a) + rest(a), key(b) + rest(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
