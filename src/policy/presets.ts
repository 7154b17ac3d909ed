import type { PolicyLevel } from "../model/settings.ts";
import type { Policy } from "./policy.ts";

/** The presets that are no frameworks. */
export const severityPresets: ReadonlyArray<string> = ["baseline", "recommended", "strict"];

/**
 * What a preset makes of a policy of the pack. `baseline` runs what is critical or high, `recommended` everything as
 * METADATA has it, `strict` denies medium too; any other name is a framework: what answers one of its controls denies.
 */
export function presetLevel(policy: Policy, preset: string): PolicyLevel {
  const isGrave = policy.severity === "critical" || policy.severity === "high";
  switch (preset) {
    case "baseline":
      return isGrave ? policy.enforcement : "off";
    case "recommended":
      return policy.enforcement;
    case "strict":
      return policy.severity === "medium" && policy.enforcement === "warn" ? "deny" : policy.enforcement;
    default:
      return policy.frameworks.some((framework) => isFramework(framework, preset)) ? frameworkLevel(policy) : "off";
  }
}

/** `cis-aws` means every version of it, `cis-aws-3.0` that one. */
export function isFramework(framework: string, preset: string): boolean {
  return framework === preset || framework.startsWith(`${preset}-`);
}

/** Who asks for a framework wants its controls to gate; what is tried in the shadow stays there. */
function frameworkLevel({ enforcement }: Policy): PolicyLevel {
  return enforcement === "warn" ? "deny" : enforcement;
}
