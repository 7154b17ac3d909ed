import { z } from "zod";

const attributePath = z.array(z.union([z.string(), z.number()]));

const location = z.object({
  path: z.string().describe("Relative to the tree, with /."),
  line: z.number().describe("1-based."),
  end_line: z.number().describe("1-based, inclusive."),
});

const attributes = z.record(z.string(), z.any());

const amounts = {
  before: z.number().describe("USD a month at the base."),
  after: z.number().describe("USD a month at the head."),
  delta: z.number().describe("USD a month that the change adds."),
};

const resource = z.object({
  address: z.string().describe("Unique within the project, e.g. module.vpc.aws_subnet.private[0]."),
  format: z.enum(["terraform", "kubernetes", "cloudformation", "workflow", "dockerfile"]),
  type: z.string().describe("aws_subnet, apps/v1/Deployment, AWS::S3::Bucket, …"),
  provider: z.string().nullable(),
  region: z.string().nullable(),
  module: z.string().nullable().describe("Module address, null in the root."),
  name: z.string(),
  namespace: z.string().nullable(),
  tags: z.record(z.string(), z.string()).describe("Tags and labels, provider defaults merged in."),
  action: z.enum(["create", "update", "replace", "delete", "none"]),
  after: attributes.nullable().describe("Attributes at the head, null when deleted; an unknown value is null here."),
  before: attributes.nullable().describe("Attributes at the base, null when created."),
  changed: z.array(attributePath).describe("Attribute paths that differ; numbers are list indices."),
  unknown: z.array(attributePath).describe("Attribute paths that are known only after apply."),
  unset: z
    .array(z.string())
    .describe("JSON Pointers of what is unknown because nothing is written: the provider or the account decides."),
  sketches: z
    .record(z.string(), z.string())
    .describe("JSON Pointer of an unknown text to what is known of it; (known after apply: ADDRESS) is what is not."),
  sensitive: z.array(attributePath).describe("Attribute paths whose value no output shows."),
  references: z.array(z.string()).describe("Addresses that it refers to."),
  location,
  called_from: z.array(location).describe("The module calls that lead here, outermost first."),
  lines: z.record(z.string(), z.number()).describe("JSON Pointer of an attribute to its line."),
  line_paths: z
    .record(z.string(), z.string())
    .optional()
    .describe("JSON Pointer of an attribute to the file of its line, where that is not the block's: override files."),
  cost: z.object(amounts).nullable().describe("Null when it is not priced."),
});

/** What a policy sees as `input`, once per project. The published JSON Schema is made from it. */
export const policyInput = z.object({
  repository: z
    .object({ owner: z.string(), name: z.string(), full_name: z.string(), default_branch: z.string() })
    .nullable()
    .describe("Null on the command line."),
  pull_request: z
    .object({
      number: z.number(),
      title: z.string(),
      body: z.string(),
      author: z.string(),
      draft: z.boolean(),
      labels: z.array(z.string()),
      base: z.object({ ref: z.string(), sha: z.string() }),
      head: z.object({ ref: z.string(), sha: z.string() }),
    })
    .nullable()
    .describe("Null on the command line."),
  project: z.object({ name: z.string(), path: z.string(), format: resource.shape.format }),
  resources: z.array(resource),
  blocks: z
    .array(resource)
    .describe(
      "What a Terraform project says besides its resources, in the same shape; type is data.TYPE, provider.NAME, module, " +
        "terraform, variable (with a text as default) or lifecycle (with prevent_destroy).",
    ),
  files: z
    .array(
      z.object({
        path: z.string(),
        status: z.enum(["added", "modified", "deleted", "renamed", "mode-changed", "type-changed"]),
      }),
    )
    .describe("The files of the change."),
  cost: z.object({ currency: z.literal("USD"), ...amounts }).describe("The project's cost a month."),
});

/** `input` of one project. */
export type PolicyInput = z.infer<typeof policyInput>;

/**
 * JSON Schema of `input`, also for the policy compiler: that one reads draft 7, and looks into `anyOf` but not into
 * `oneOf`.
 */
export function policyInputSchema(): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(policyInput, { target: "draft-7" });
  return { ...schema, title: "Policy input", $id: "policy-input.json" };
}
