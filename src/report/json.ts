import { z } from "zod";

import type { Component } from "../model/estimate.ts";
import type { Review } from "../model/review.ts";

const path = z.string().describe("relative to the tree, with /");
const line = z.int().positive().nullable();
const usd = z.number().describe("USD a month");
const place = z.strictObject({ path, line: z.int().positive(), end_line: z.int().positive() });

const patchOperation = z.union([
  z.strictObject({ op: z.enum(["add", "replace"]), path: z.string(), value: z.json() }),
  z.strictObject({ op: z.literal("remove"), path: z.string() }),
]);

const fix = z.strictObject({
  patch: z.array(patchOperation).describe("RFC 6902, on the resource's attributes"),
  edits: z
    .array(
      z.strictObject({
        path,
        line: z.int().positive(),
        end_line: z.int().positive(),
        old: z.string(),
        new: z.string(),
      }),
    )
    .describe("whole lines to replace; proven: with them the finding is gone and no other came"),
  why_not: z.string().nullable().describe("why there are no edits; null also where none was tried"),
});

const finding = z.strictObject({
  policy: z.string(),
  topics: z.array(z.string()),
  severity: z.enum(["critical", "high", "medium", "low", "info"]),
  enforcement: z.enum(["deny", "warn", "shadow"]),
  status: z.enum(["new", "existing", "waived", "fixed"]),
  fingerprint: z.string(),
  title: z.string(),
  message: z.string(),
  remediation: z.string(),
  project: z.string(),
  address: z.string().nullable(),
  type: z.string().nullable(),
  attribute: z.array(z.union([z.string(), z.number()])).nullable(),
  path: path.nullable(),
  line,
  end_line: line,
  called_from: z.array(place),
  fix: fix.optional().describe("absent where the policy does not say how to mend it"),
  team: z.string().describe("team whose consent lifts what is denied").optional(),
  waiver: z
    .strictObject({
      reason: z.string(),
      granted_by: z.string(),
      until: z.string().describe("last day, YYYY-MM-DD, UTC"),
    })
    .optional(),
  waiver_request: z.string().describe("reason of a new tollgate:ignore comment").optional(),
});

const component = z.strictObject({
  name: z.string(),
  part: z.string().nullable(),
  unit: z.string(),
  quantity: z.number().nullable().describe("units a month; null where the usage is not known"),
  unit_price: z.number().nullable().describe("USD for one unit; null where the price book has no price"),
  monthly: usd.nullable(),
  usage_based: z.boolean(),
  price_source: z.string(),
});

const estimate = z.strictObject({
  currency: z.literal("USD"),
  before: usd,
  after: usd,
  delta: usd,
  resources: z.array(
    z.strictObject({
      project: z.string(),
      address: z.string(),
      type: z.string(),
      region: z.string().nullable(),
      assumptions: z.array(z.string()),
      before: usd,
      after: usd,
      delta: usd,
      components: z.array(component),
    }),
  ),
  not_priced: z.array(
    z.strictObject({ project: z.string(), address: z.string(), type: z.string(), reason: z.string() }),
  ),
});

/** The JSON report, version 1: what `--format json` prints. */
export const reportSchema = z
  .strictObject({
    version: z.literal(1),
    verdict: z.strictObject({
      conclusion: z.enum(["pass", "warn", "approval", "undecided", "block"]),
      reasons: z.array(z.string()),
    }),
    projects: z.array(z.strictObject({ name: z.string(), path, format: z.string() })),
    findings: z.array(finding),
    estimate,
    problems: z.array(
      z.strictObject({
        path,
        line,
        message: z.string(),
        project: z.string().nullable(),
        status: z.enum(["new", "existing"]),
        gates: z.boolean(),
      }),
    ),
    not_analysed: z.array(z.strictObject({ path, reason: z.string() })),
    notes: z.array(z.string()),
    policy_sources: z
      .array(
        z.strictObject({
          repository: z.string(),
          ref: z.string(),
          path: z.string().describe("folder; . for the whole repository"),
          sha: z.string().describe("the commit that the ref named"),
        }),
      )
      .optional()
      .describe("the organisation's policies that decided; absent where there are none"),
  })
  .describe("Tollgate's report of one review");

/** The JSON report as text, two spaces deep, with a final newline. */
export function renderJson(review: Review): string {
  const sources = review.inputs?.policy_sources ?? [];
  const report = {
    version: 1 as const,
    verdict: review.verdict,
    projects: review.projects.map(({ project }) => ({
      name: project.name,
      path: project.path,
      format: project.format,
    })),
    findings: review.findings,
    estimate: {
      ...review.estimate,
      resources: review.estimate.resources.map((resource) => ({
        ...resource,
        components: resource.components.map(reported),
      })),
    },
    problems: review.problems,
    not_analysed: review.not_analysed,
    notes: review.notes,
    ...(sources.length === 0 ? {} : { policy_sources: sources }),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** The report names a price's source; `cost explain` traces it further. */
function reported(component: Component): Omit<Component, "origin"> {
  const { name, part, unit, quantity, unit_price, monthly, usage_based, price_source } = component;
  return { name, part, unit, quantity, unit_price, monthly, usage_based, price_source };
}
