import type { AttributePath, Format, Json, JsonObject } from "../model/resource.ts";
import { aws } from "./replacing/aws.ts";
import { azure } from "./replacing/azure.ts";
import { google } from "./replacing/google.ts";
import { kubernetesKinds, kubernetesProvider } from "./replacing/kubernetes.ts";
import type { ReplacingAttributes } from "./replacing/replacing.ts";

/** Types with two names. */
const sameTypes: Readonly<Partial<Record<string, string>>> = {
  aws_alb: "aws_lb",
  aws_alb_listener: "aws_lb_listener",
  aws_alb_listener_rule: "aws_lb_listener_rule",
  aws_alb_target_group: "aws_lb_target_group",
};

/** A resource on both sides, with the attribute paths that differ. */
export interface Difference {
  readonly format: Format;
  readonly type: string;
  readonly changed: ReadonlyArray<AttributePath>;
  readonly before: JsonObject;
  readonly after: JsonObject;
}

/** Whether one of the changed attributes means that the resource is deleted and made anew. */
export function forcesReplacement(difference: Difference): boolean {
  const patterns = patternsOf(difference.format, difference.type).flatMap((pattern) => {
    const [path = "", condition] = pattern.split(" if ");
    return condition === undefined || isMet(condition, difference.after) ? [path.split("/")] : [];
  });
  return difference.changed.some((path) => patterns.some((pattern) => concerns(path, pattern, difference)));
}

/** Every type that the tables name, with its attributes; for tests against the providers' schemas. */
export const replacingAttributes: ReplacingAttributes = { ...aws, ...azure, ...google, ...kubernetesProvider };

function isMet(condition: string, after: JsonObject): boolean {
  const [attribute = "", value] = condition.split("=");
  const actual = Object.hasOwn(after, attribute) ? after[attribute] : null;
  return (typeof actual === "string" || typeof actual === "boolean") && String(actual) === value;
}

function patternsOf(format: Format, type: string): ReadonlyArray<string> {
  switch (format) {
    case "terraform":
      return terraformPatterns(type);
    case "kubernetes": {
      const key = kindAndGroup(type);
      return Object.hasOwn(kubernetesKinds, key) ? (kubernetesKinds[key] ?? []) : [];
    }
    case "cloudformation":
    case "workflow":
    case "dockerfile":
      return [];
  }
}

/** `kubernetes_deployment_v1` is what `kubernetes_deployment` is; every object is known by its name and namespace. */
function terraformPatterns(type: string): ReadonlyArray<string> {
  const isKubernetes = type.startsWith("kubernetes_");
  const key = isKubernetes ? type.replace(/_v\d+$/, "") : (sameTypes[type] ?? type);
  const listed = Object.hasOwn(replacingAttributes, key) ? (replacingAttributes[key] ?? []) : [];
  return isKubernetes ? [...listed, "metadata/*/name", "metadata/*/namespace", "metadata/*/generate_name"] : listed;
}

/** `apps/v1/Deployment` is `Deployment.apps`, `v1/Service` is `Service`: the version does not matter. */
function kindAndGroup(type: string): string {
  const steps = type.split("/");
  const kind = steps.at(-1) ?? "";
  return steps.length < 3 ? kind : `${kind}.${steps[0] ?? ""}`;
}

function concerns(path: AttributePath, pattern: ReadonlyArray<string>, difference: Difference): boolean {
  const shared = Math.min(path.length, pattern.length);
  const isSame = pattern.slice(0, shared).every((step, at) => step === "*" || step === String(path[at]));
  if (!isSame || path.length >= pattern.length) return isSame;
  // A block that is new or gone as a whole: what counts is whether it has the attribute.
  const inside = [...path.map(String), ...pattern.slice(shared)];
  return holds(difference.before, inside) || holds(difference.after, inside);
}

function holds(value: Json, steps: ReadonlyArray<string>): boolean {
  const [step, ...rest] = steps;
  if (step === undefined) return value !== null;
  if (typeof value !== "object" || value === null) return false;
  if (step === "*") return Object.values(value).some((item) => holds(item, rest));
  const item = Object.entries(value).find(([key]) => key === step);
  return item !== undefined && holds(item[1], rest);
}
