import { schemaNames } from "../input-schemas.ts";
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
/** All that a policy reads that only sees admission reviews; one that also reads the object itself is for files too. */
const admissionKeys = /^(?:review|parameters)\b/;
/** A list of what `--combine` gives. */
const combinedKeys = /^\[_\]\.(?:contents|path)\b/;
/** Fields of what Tollgate's own input has. */
const ownKeys =
  /^(?:resources\[_\]\.(?:address|type|after|before|action|cost|unknown|changed|provider|tags|location|references|format)\b|resources$|resources\[_\]$|cost\b|project\.(?:name|path|format)$|pull_request\b|repository\b|files\[_\])/;
const ownSchemas = new Set(schemaNames.map((name) => `schema.${name}`));
/** Fields that a file has and Tollgate's own input does not. */
const fileKeys = /^(?:apiVersion|kind|metadata|spec|Resources|resource|module|variable|provider|services)\b/;

/**
 * The documents that a policy was written for; none for Tollgate's own. METADATA decides, then the package and its
 * schemas, then what the policy reads of `input`; a policy that reads nothing is our own. A package may have rules on
 * plans beside rules on files: it gets both.
 */
export function foreignInputs(policy: DescribedPolicy): ReadonlyArray<ForeignInput> {
  const { reads } = policy;
  const own = policy.annotations.custom["input"];
  if (typeof own === "string" && Object.hasOwn(stated, own)) return [stated[own] ?? []].flat();
  if (policy.package.startsWith("policies.") || policy.schemas.some((schema) => ownSchemas.has(schema))) return [];
  const isFile = policy.reads_file || reads.some((read) => fileKeys.test(read));
  const files: ReadonlyArray<ForeignInput> = isFile ? [{ kind: "file" }] : [];
  if (reads.some((read) => planKeys.test(read))) return [{ kind: "plan", under: null }, ...files];
  const under = reads.map(planUnder).find((name) => name !== null);
  if (under !== undefined) return [{ kind: "plan", under }, ...files];
  if (reads.some((read) => combinedKeys.test(read))) return [{ kind: "files" }];
  if (isFile) return files;
  if (reads.length > 0 && reads.every((read) => admissionKeys.test(read)))
    return [{ kind: "admission", constraint: null }];
  return reads.length === 0 || reads.some((read) => ownKeys.test(read)) ? [] : [{ kind: "file" }];
}

/** The key under which a policy looks for the plan; null where it looks for none there. */
function planUnder(read: string): string | null {
  const groups = wrappedPlan.exec(read)?.groups;
  return planKeys.test(groups?.["rest"] ?? "") ? (groups?.["under"] ?? null) : null;
}
