import { z } from "zod";

const enforcement = z.enum(["deny", "warn", "shadow", "off"]);
const amount = z.number().nonnegative();

/** A path below the repository's top: no `..`, not absolute. */
const treePath = z
  .string()
  .min(1)
  .refine(
    (path) => !path.startsWith("/") && !path.split("/").includes(".."),
    "a path inside the repository, without ..",
  );

const budget = z.strictObject({
  scope: z.string().describe("project name or path; the whole repository when left out").optional(),
  monthly: amount.describe("USD a month that the whole scope may cost").optional(),
  delta: amount.describe("USD a month that one change may add").optional(),
  delta_percent: amount.describe("per cent by which one change may raise the cost").optional(),
  action: z.enum(["warn", "approval", "block"]).default("warn"),
  team: z.string().describe("team whose consent an approval needs").optional(),
});

const project = z.strictObject({
  path: treePath,
  name: z.string().min(1).optional(),
  variables: z.record(z.string(), z.string()).default({}),
  exclude: z.boolean().default(false),
});

/** `.github/tollgate.yml` of a repository. */
export const configurationSchema = z
  .strictObject({
    version: z.literal(1).default(1),
    mode: z.enum(["gate", "advisory"]).default("gate"),
    not_analysed: z.enum(["warn", "block"]).default("warn"),
    policies: z
      .strictObject({
        paths: z.array(treePath).default([".github/tollgate/policies"]),
        enforcement: z.record(z.string(), enforcement).default({}),
      })
      .prefault({}),
    projects: z.array(project).default([]),
    cost: z
      .strictObject({
        usage_file: treePath.optional(),
        budgets: z.array(budget).default([]),
      })
      .prefault({}),
  })
  .describe("Tollgate's configuration of one repository");
