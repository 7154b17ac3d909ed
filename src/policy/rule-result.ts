import { z } from "zod";
import type { PatchOperation } from "../model/fix.ts";
import type { AttributePath } from "../model/resource.ts";
import { maxFindings } from "./policy-worker-protocol.ts";

/** What a rule said once, before it is joined with its resource. */
export interface RawFinding {
  readonly message: string;
  readonly address: string | null;
  readonly attribute: AttributePath | null;
  /** Where the policy itself says that it is (Conftest's `_loc`); null for most. */
  readonly place: { readonly path: string; readonly line: number } | null;
  /** How the resource's attributes should change; a sentence where what the policy says is no patch; absent for most. */
  readonly fix?: ReadonlyArray<PatchOperation> | string;
}

/** A rule's result, or what is wrong with it in one sentence. */
export type RuleResult =
  | { readonly ok: true; readonly findings: ReadonlyArray<RawFinding> }
  | { readonly ok: false; readonly message: string };

const maxMessageCharacters = 4_000;
const attributeSteps = z.array(z.union([z.string(), z.number().int().nonnegative()]));
const maxOperations = 20;
const json = z.json();
const fixShape = z
  .array(
    z.discriminatedUnion("op", [
      z.object({ op: z.enum(["add", "replace"]), path: z.string().startsWith("/"), value: json }),
      z.object({ op: z.literal("remove"), path: z.string().startsWith("/") }),
    ]),
  )
  .max(maxOperations);
const said = z.looseObject({
  message: z.string().optional(),
  msg: z.string().optional(),
  address: z.string().nullish(),
  attribute: z.union([attributeSteps, z.string()]).nullish(),
  fix: z.unknown().optional(),
  _loc: z.looseObject({ file: z.string(), line: z.number().optional() }).nullish(),
});

/** Reads what a `deny`, `warn` or `violation` rule returned: a set of strings or of objects with a message. */
export function readRuleResult(value: unknown): RuleResult {
  if (value === undefined || value === false) {
    return { ok: true, findings: [] }; // `default deny := false` of older policies
  }
  if (!Array.isArray(value)) {
    return { ok: false, message: `it is ${kindOf(value)}, expected a set of messages (deny contains … if …)` };
  }
  if (value.length > maxFindings) {
    return { ok: false, message: `it has more findings than can be shown, expected at most ${maxFindings}` };
  }
  const findings: RawFinding[] = [];
  for (const item of value) {
    const finding = readFinding(item);
    if (typeof finding === "string") {
      return { ok: false, message: finding };
    }
    findings.push(finding);
  }
  return { ok: true, findings };
}

function readFinding(item: unknown): RawFinding | string {
  if (typeof item === "string") {
    return { message: clipped(item), address: null, attribute: null, place: null };
  }
  const parsed = said.safeParse(item);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const at = issue === undefined || issue.path.length === 0 ? "" : ` at ${issue.path.join(".")}`;
    return `it has ${kindOf(item)} that is no finding${at}: ${issue?.message ?? "expected a message"}`;
  }
  const { message, msg, address, attribute, _loc: place, fix } = parsed.data;
  const text = message ?? msg;
  if (text === undefined || text.trim() === "") {
    return "it has a finding without a message, expected {message, address, attribute} or a string";
  }
  return {
    message: clipped(text),
    address: address ?? null,
    attribute: typeof attribute === "string" ? stepsOf(attribute) : (attribute ?? null),
    place: place == null ? null : { path: place.file, line: place.line ?? 1 },
    ...(fix == null || (Array.isArray(fix) && fix.length === 0) ? {} : { fix: readFix(fix) }),
  };
}

/** A fix that cannot be read costs the finding nothing but its fix. */
function readFix(fix: unknown): ReadonlyArray<PatchOperation> | string {
  const parsed = fixShape.safeParse(fix);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const at = issue === undefined || issue.path.length === 0 ? "" : ` at ${issue.path.join(".")}`;
  return `the policy's fix is no JSON patch of at most ${maxOperations} operations${at}: ${issue?.message ?? ""}`;
}

/** `ingress[0].cidr_blocks` as steps. */
function stepsOf(attribute: string): AttributePath {
  const steps = attribute.match(/[^.[\]]+/g) ?? [];
  return steps.map((step) => (/^\d{1,9}$/.test(step) ? Number(step) : step));
}

function clipped(message: string): string {
  return message.length <= maxMessageCharacters ? message : `${message.slice(0, maxMessageCharacters)}…`;
}

function kindOf(value: unknown): string {
  if (value === null) {
    return "null";
  }
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
