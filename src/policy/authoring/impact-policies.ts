import { compareText } from "../../model/text.ts";
import { without } from "../../model/without.ts";
import type { PolicySources } from "../policy.ts";
import { evaluateInputs, type EvalFinding, type EvalTools, type SavedInput } from "./eval-inputs.ts";

/** Inputs of one repository or pull request, by the name that the answer shows. */
export interface ImpactTarget {
  readonly name: string;
  readonly inputs: ReadonlyArray<SavedInput>;
}

/** What the changed policies would do to one target. */
export interface TargetImpact {
  readonly name: string;
  readonly newly_fail: ReadonlyArray<EvalFinding>;
  readonly newly_pass: ReadonlyArray<EvalFinding>;
  /** Findings that both have. */
  readonly unchanged: number;
  /** Policies that broke with the change, one sentence each: they count as errors, never as passed. */
  readonly broken: ReadonlyArray<string>;
}

/** Evaluates old and new policies on every target and compares their findings. Sorted by the target's name. */
export async function impactOf(
  policies: { readonly before: PolicySources; readonly after: PolicySources },
  targets: ReadonlyArray<ImpactTarget>,
  tools: EvalTools,
): Promise<ReadonlyArray<TargetImpact>> {
  const impacts: TargetImpact[] = [];
  for (const { name, inputs } of targets.toSorted((a, b) => compareText(a.name, b.name))) {
    const before = await evaluateInputs(policies.before, inputs, tools);
    const after = await evaluateInputs(policies.after, inputs, tools);
    const newlyFail = without(after.findings, before.findings, keyOf);
    impacts.push({
      name,
      newly_fail: newlyFail,
      newly_pass: without(before.findings, after.findings, keyOf),
      unchanged: after.findings.length - newlyFail.length,
      broken: after.problems
        .map(({ path, line, message }) => `${path}:${line ?? 1}: ${message}`)
        .filter((text) => !before.problems.some(({ message }) => text.endsWith(message))),
    });
  }
  return impacts;
}

/** Words and lines may differ: who is hit by which policy counts. */
function keyOf({ policy, enforcement, project, address }: EvalFinding): string {
  return JSON.stringify([policy, enforcement, project, address]);
}
