import { compareText } from "../../model/text.ts";
import { concerns } from "../enforcement.ts";
import type { CompiledModule, CompiledPolicies } from "../policy.ts";
import type { PolicyRunner } from "../policy-runner.ts";
import type { SavedInput } from "./eval-inputs.ts";

/** How long one rule takes on all inputs that concern it, in milliseconds. */
export interface RuleTime {
  readonly policy: string;
  readonly rule: string;
  readonly path: string;
  readonly median: number;
  readonly slowest: number;
  /** Inputs that have a resource which the policy looks at. */
  readonly inputs: number;
}

/** What measuring needs. The clock of the measurement is the caller's: nothing here reads the time. */
export interface BenchTools {
  readonly runner: PolicyRunner;
  readonly clock: Date;
  /** Milliseconds from some point in time. */
  readonly now: () => number;
}

/** Measures each rule alone, `runs` times after one that warms up; slowest first. */
export async function benchPolicies(
  compiled: CompiledPolicies,
  inputs: ReadonlyArray<SavedInput>,
  runs: number,
  tools: BenchTools,
): Promise<ReadonlyArray<RuleTime>> {
  const times: RuleTime[] = [];
  for (const module of compiled.modules) {
    for (const policy of module.policies) {
      const concerned = inputs.filter((input) => concerns(policy, new Set(input.resources.map(({ type }) => type))));
      const bytes = concerned.map((input) => new TextEncoder().encode(JSON.stringify(input)));
      for (const rule of policy.rules) {
        const taken = await measure(module, rule, bytes, runs, tools);
        const { id, path } = policy;
        times.push({ policy: id, rule: rule.name, path, ...taken, inputs: bytes.length });
      }
    }
  }
  return times.sort((a, b) => b.median - a.median || compareText(a.policy, b.policy) || compareText(a.rule, b.rule));
}

async function measure(
  module: CompiledModule,
  rule: CompiledModule["policies"][number]["rules"][number],
  inputs: ReadonlyArray<Uint8Array>,
  runs: number,
  { runner, clock, now }: BenchTools,
): Promise<{ readonly median: number; readonly slowest: number }> {
  if (inputs.length === 0) return { median: 0, slowest: 0 };
  const taken: number[] = [];
  for (let run = 0; run <= runs; run += 1) {
    const start = now();
    await runner.ask({ module, rules: [rule], inputs, clock });
    if (run > 0) taken.push(now() - start); // the first one loads the module
  }
  const sorted = taken.toSorted((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, slowest: sorted.at(-1) ?? 0 };
}
