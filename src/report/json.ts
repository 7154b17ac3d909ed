import { z } from "zod";

import type { Review } from "../model/review.ts";
import { reportedEstimate } from "./json-estimate.ts";

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
  low: usd.nullable().describe("what it may come to at the least; null where nothing is known or assumed"),
  expected: usd.nullable().describe("by the stated default where no usage is told; not in the totals"),
  high: usd.nullable(),
});

const range = z.strictObject({ low: usd, expected: usd, high: usd });
const causes = z
  .array(
    z.strictObject({
      cause: z.enum(["new", "removed", "price", "quantity", "type", "region", "count", "usage"]),
      delta: usd,
    }),
  )
  .describe("why the cost differs, largest first; they sum up to delta");
const difference = z.strictObject({
  name: z.string(),
  part: z.string().nullable(),
  before: usd.nullable(),
  after: usd.nullable(),
  delta: usd,
  causes,
});
const sums = {
  before: usd,
  after: usd,
  delta: usd,
  low: usd.describe("what the head may come to at the least"),
  expected: usd.describe("with stated defaults of usage that nobody tells; delta and after have none of them"),
  high: usd.describe("what the head may come to at the most"),
  delta_range: range.describe("by how much the change may raise or lower the cost"),
};
const choice = z.strictObject({
  title: z.string(),
  saving: usd,
  why: z.string(),
  patch: z.array(patchOperation).describe("RFC 6902, on the resource's attributes; empty for a reservation"),
  only_told: z.string().nullable().describe("why it is no edit; null where one may be tried"),
  edits: fix.shape.edits.optional().describe("proven; absent where none was tried or none holds"),
});
const kilograms = z.number().describe("kg of CO2 equivalent a month, an estimate");
const emissions = z
  .strictObject({ before: kilograms, after: kilograms, source: z.string() })
  .nullable()
  .describe("from published coefficients; null where there is none");
const group = z.strictObject({ name: z.string().nullable().describe("null for what belongs to none"), ...sums });

const estimate = z.strictObject({
  currency: z.literal("USD"),
  ...sums,
  causes,
  unknown_usage: z.int().describe("components whose quantity nobody knows: they are in no total"),
  groups: z.strictObject({
    project: z.array(group),
    module: z.array(group),
    service: z.array(group),
    team: z.array(group).describe("by the tag or label team"),
  }),
  emissions: z
    .strictObject({
      before: kilograms,
      after: kilograms,
      counted: z.int().describe("resources that have a coefficient"),
      source: z.string(),
    })
    .nullable(),
  free_tiers: z.array(z.string()).describe("what services give an account for free; not deducted"),
  resources: z.array(
    z.strictObject({
      project: z.string(),
      address: z.string(),
      type: z.string(),
      region: z.string().nullable(),
      service: z.string().nullable(),
      module: z.string().nullable(),
      team: z.string().nullable(),
      assumptions: z.array(z.string()),
      ...sums,
      causes,
      differences: z.array(difference).describe("components that cost something else than before"),
      assumed_usage: z
        .array(z.strictObject({ key: z.string(), low: z.number(), expected: z.number(), high: z.number() }))
        .describe("stated defaults of usage keys that nobody tells, units a month"),
      emissions,
      choices: z.array(choice).describe("cheaper equals of what the change declares"),
      components: z.array(component),
    }),
  ),
  not_priced: z.array(
    z.strictObject({ project: z.string(), address: z.string(), type: z.string(), reason: z.string() }),
  ),
});

const verdict = z.strictObject({
  conclusion: z.enum(["pass", "warn", "approval", "undecided", "block"]),
  reasons: z.array(z.string()),
});

const problem = z.strictObject({
  path,
  line,
  message: z.string(),
  project: z.string().nullable(),
  status: z.enum(["new", "existing"]),
  gates: z.boolean(),
});

/** The JSON report, version 1: what `--format json` prints. */
export const reportSchema = z
  .strictObject({
    version: z.literal(1),
    verdict,
    projects: z.array(z.strictObject({ name: z.string(), path, format: z.string() })),
    findings: z.array(finding),
    estimate,
    problems: z.array(problem),
    not_analysed: z.array(z.strictObject({ path, reason: z.string() })),
    notes: z.array(z.string()),
    preview: z
      .strictObject({
        paths: z.array(path).describe("the files of the change that gate"),
        verdict: verdict.nullable().describe("by the change's own version; null where that was not tried"),
        problems: z.array(problem).describe("what is wrong with those files"),
      })
      .optional()
      .describe("absent where the change does not edit what gates; it was judged by the version of the base"),
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
    estimate: reportedEstimate(review.estimate),
    problems: review.problems,
    not_analysed: review.not_analysed,
    notes: review.notes,
    ...(review.preview === null ? {} : { preview: review.preview }),
    ...(sources.length === 0 ? {} : { policy_sources: sources }),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
