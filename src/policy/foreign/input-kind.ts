import type { DescribedPolicy } from "../metadata.ts";
import type { ForeignInput } from "./foreign.ts";

/** What METADATA may say of the input (`custom.input`), instead of what the policy reads. */
const stated: Readonly<Record<string, ForeignInput | null>> = {
  review: null,
  plan: { kind: "plan", under: null },
  file: { kind: "file" },
  files: { kind: "files" },
  admission: { kind: "admission", constraint: null },
};

/** The values of `custom.input`, for messages. */
export const statedInputs: ReadonlyArray<string> = Object.keys(stated);

/** Keys of `input` that only a plan has. */
const planKeys =
  /^(?:resource_changes|planned_values|prior_state|output_changes|configuration\.(?:root_module|provider_config))\b/;
/** A plan under another key: HCP Terraform and env0, Spacelift, Scalr. */
const wrappedPlan = /^(?<under>plan|terraform|tfplan)\.(?<rest>.+)$/;
const admissionKeys = /^review\b/;
/** A list of what `--combine` gives. */
const combinedKeys = /^\[_\]\.(?:contents|path)\b/;
/** Fields of what Tollgate's own input has. */
const ownKeys =
  /^(?:resources\[_\]\.(?:address|type|after|before|action|cost|unknown|changed|provider|tags|location|references|format)\b|resources$|resources\[_\]$|cost\b|project\.|pull_request\b|repository\b|files\[_\])/;
/** Fields that a file has and Tollgate's own input does not. */
const fileKeys = /^(?:apiVersion|kind|metadata|spec|Resources|resource|module|variable|provider|services)\b/;

/**
 * The document that a policy was written for: null for Tollgate's own. METADATA decides, then the package and its
 * schemas, then what the policy reads of `input`; a policy that reads nothing is our own.
 */
export function foreignInput(policy: DescribedPolicy): ForeignInput | null {
  const { reads } = policy;
  const own = policy.annotations.custom["input"];
  if (typeof own === "string" && Object.hasOwn(stated, own)) return stated[own] ?? null;
  if (policy.package.startsWith("policies.") || policy.schemas.includes("schema.review")) return null;
  if (reads.some((read) => planKeys.test(read))) return { kind: "plan", under: null };
  const wrapped = reads
    .map((read) => wrappedPlan.exec(read)?.groups)
    .find((groups) => planKeys.test(groups?.["rest"] ?? ""));
  if (wrapped !== undefined) return { kind: "plan", under: wrapped["under"] ?? null };
  if (reads.some((read) => combinedKeys.test(read))) return { kind: "files" };
  const isFile = reads.some((read) => fileKeys.test(read));
  if (!isFile && reads.some((read) => admissionKeys.test(read))) return { kind: "admission", constraint: null };
  if (reads.length === 0 || (!isFile && reads.some((read) => ownKeys.test(read)))) return null;
  return { kind: "file" };
}
