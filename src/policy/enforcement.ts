import type { Enforcement } from "../model/finding.ts";
import type { Settings } from "../model/settings.ts";
import type { CompiledPolicies, Policy, PolicyRule } from "./policy.ts";

/** A policy that is switched on, with what the settings make of it. */
export interface EnforcedPolicy {
  readonly policy: Policy;
  /** What its `deny` rules do. */
  readonly enforcement: Enforcement;
}

/** Every policy of a review by the settings, and what a reader has to know about them. */
export interface EnforcedPolicies {
  /** By policy id; what is `off` is missing. */
  readonly policies: ReadonlyMap<Policy, EnforcedPolicy>;
  readonly notes: ReadonlyArray<string>;
}

const strength: Readonly<Record<Enforcement | "off", number>> = { deny: 3, warn: 2, shadow: 1, off: 0 };

/** Applies `policies.enforcement`. Whatever is made weaker, and whatever names no policy, is a note: never silent. */
export function enforcePolicies(
  compiled: CompiledPolicies,
  overrides: Settings["policies"]["enforcement"],
): EnforcedPolicies {
  const policies = new Map<Policy, EnforcedPolicy>();
  const notes: string[] = [];
  const used = new Set<string>();
  for (const policy of compiled.modules.flatMap((module) => module.policies)) {
    const name = [policy.id, ...policy.aliases].find((id) => Object.hasOwn(overrides, id));
    const override = name === undefined ? undefined : overrides[name];
    if (name !== undefined) {
      used.add(name);
    }
    const enforcement = override ?? policy.enforcement;
    if (strength[enforcement] < strength[policy.enforcement]) {
      notes.push(demotion(policy, enforcement));
    }
    if (enforcement !== "off") {
      policies.set(policy, { policy, enforcement });
    }
  }
  const unknown = Object.keys(overrides).filter((id) => !used.has(id));
  notes.push(...unknown.sort().map((id) => `policies.enforcement names ${id}, and there is no such policy`));
  return { policies, notes: notes.sort() };
}

function demotion(policy: Policy, to: Enforcement | "off"): string {
  return to === "off"
    ? `the policy ${policy.id} is switched off by the configuration`
    : `the policy ${policy.id} is demoted from ${policy.enforcement} to ${to} by the configuration`;
}

/** What a finding of a rule does: a `warn` rule never denies. */
export function ruleEnforcement({ enforcement }: EnforcedPolicy, rule: PolicyRule): Enforcement {
  return rule.name.startsWith("warn") && enforcement === "deny" ? "warn" : enforcement;
}

/** Whether a policy looks at one of the types; without `custom.resources` it looks at every project. */
export function concerns(policy: Policy, types: ReadonlySet<string>): boolean {
  return (
    policy.resources?.some((wanted) =>
      wanted.endsWith("*") ? [...types].some((type) => type.startsWith(wanted.slice(0, -1))) : types.has(wanted),
    ) ?? true
  );
}
