import { posix } from "node:path";
import { z } from "zod";

import { isDay } from "../model/waiver.ts";

const level = z.enum(["deny", "warn", "shadow", "off"]);
const amount = z.number().nonnegative();

/** A day, UTC. */
export const daySchema = z.string().refine(isDay, "a day that exists, as YYYY-MM-DD");

/** A path below the repository's top: no `..`, not absolute. */
function isInTree(path: string): boolean {
  return path !== ".." && !path.startsWith("../");
}

const treePath = z
  .string()
  .min(1)
  .refine(
    (path) => !path.startsWith("/") && !path.split("/").includes(".."),
    "a path inside the repository, without ..",
  );

const team = z
  .string()
  .regex(/^(?:@?[\w.-]+\/)?[\w.-]+$/, "a team's slug, such as finops")
  .describe("slug of a team of the organisation");

const budget = z
  .strictObject({
    scope: z.string().describe("project name or path; the whole repository when left out").optional(),
    per: z
      .enum(["repository", "project", "tag"])
      .describe("`project`: a limit for each project alone; `tag`: for each value of the tag, or for `value` alone")
      .optional(),
    tag: z.string().min(1).describe("tag or label that names who pays, with `per: tag`").optional(),
    value: z.string().describe("the one value of the tag that is meant; every value when left out").optional(),
    monthly: amount
      .describe("USD a month that the whole scope may cost, of the projects that a change touches")
      .optional(),
    delta: amount.describe("USD a month that one change may add").optional(),
    delta_percent: amount.describe("per cent by which one change may raise the cost").optional(),
    action: z.enum(["warn", "approval", "block"]).default("warn"),
    team: team.describe("team whose consent an approval needs; whoever may grant waivers when left out").optional(),
  })
  .refine((given) => (given.per === "tag") === (given.tag !== undefined), "`per: tag` and `tag` belong together")
  .refine((given) => given.value === undefined || given.tag !== undefined, "`value` needs `tag`")
  .refine((given) => given.scope === undefined || given.per === undefined, "give `scope` or `per`, not both")
  .refine(
    (given) => (given.monthly ?? given.delta ?? given.delta_percent) !== undefined,
    "a budget needs `monthly`, `delta` or `delta_percent`",
  );

const project = z
  .strictObject({
    path: treePath,
    name: z.string().min(1).optional(),
    variables: z
      .record(z.string(), z.json())
      .describe("values of the root's variables, by name or as `TF_VAR_name`")
      .default({}),
    variable_files: z
      .array(z.string().min(1))
      .describe("variable files besides those that Terraform loads of its own accord, relative to `path`")
      .default([]),
    workspaces: z.array(z.string().min(1)).describe("each is a project of its own: `terraform.workspace`").default([]),
    environment: z.record(z.string(), z.string()).describe("what Terragrunt's `get_env` finds").default({}),
    exclude: z.boolean().default(false),
  })
  .refine(
    ({ path, variable_files }) =>
      variable_files.every((file) => isInTree(posix.join(path, file)) && !file.startsWith("/")),
    "variable files lie inside the repository",
  );

const policySetting = z.union([
  level,
  z.strictObject({
    enforcement: level.describe("instead of the policy's own").optional(),
    deny_from: daySchema.describe("from this day on (UTC) it denies").optional(),
    projects: z.record(z.string(), level).describe("project name or path pattern → what holds there").default({}),
    team: team.describe("consent of this team lifts what the policy denies").optional(),
  }),
]);

const enforcement = z
  .record(z.string(), policySetting)
  .describe("policy id, or a pattern such as aws.s3.*, → what it does");

const presetName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]*$/, "baseline, recommended, strict or a framework such as cis-aws");
const preset = z
  .union([presetName, z.array(presetName)])
  .describe("policies of the pack: baseline, recommended, strict, or frameworks; several are their union");

const packSettings = z
  .strictObject({
    required_tags: z
      .record(z.string().min(1), z.array(z.string()))
      .describe("aws.tags.required: key of a tag → values that it may have; an empty list allows any")
      .optional(),
    monthly_delta: amount.describe("cost.monthly_delta: USD a month that one change may add; default 500").optional(),
    kubernetes_version: z
      .string()
      .regex(/^1\.\d{1,3}$/, 'a version such as "1.31", in quotes')
      .describe("kubernetes.api.removed: version of the cluster; every removal counts when left out")
      .optional(),
  })
  .describe("what policies of the pack are told; theirs as data.tollgate");

/** What repository and organisation may both say; nothing has a default here, so that layers can be told apart. */
const shared = {
  mode: z.enum(["gate", "advisory"]).describe("advisory: checks always succeed; default gate").optional(),
  not_analysed: z.enum(["warn", "block"]).describe("default warn").optional(),
  drafts: z
    .enum(["review", "skip"])
    .describe("skip: drafts wait, undecided, until they are ready; default review")
    .optional(),
  preset: preset.optional(),
  policies: z
    .strictObject({
      paths: z.array(treePath).describe("default .github/tollgate/policies").optional(),
      catalogue: z
        .url({ protocol: /^https?$/ })
        .regex(/^[^\s()<>"'\\]+$/)
        .describe("address of what `tollgate policy doc` wrote; findings link to it")
        .optional(),
      documents: z
        .strictObject({
          include: z
            .array(z.string().min(1))
            .describe("glob patterns; every file that Conftest reads when left out")
            .optional(),
          exclude: z.array(z.string().min(1)).describe("glob patterns of files that no such policy sees").optional(),
          combine: z.boolean().describe("shows them all files together, as conftest --combine does").optional(),
        })
        .describe("which files policies see that were written for Conftest")
        .optional(),
      enforcement: enforcement.optional(),
      settings: packSettings.optional(),
    })
    .optional(),
  cost: z
    .strictObject({
      usage_file: treePath.optional(),
      overrides: treePath.describe("file of price overrides").optional(),
      budgets: z.array(budget).optional(),
      team_tags: z
        .array(z.string().min(1))
        .min(1)
        .describe("tags or labels that name the team that pays, the first that is there; default team")
        .optional(),
    })
    .optional(),
  inline_ignores: z
    .boolean()
    .describe("whether tollgate:ignore comments of the base count; default false, and the organisation decides")
    .optional(),
  outputs: z
    .strictObject({
      sarif: z.boolean().describe("upload to code scanning; default false").optional(),
      statuses: z.boolean().describe("commit statuses beside the check runs; default false").optional(),
      suggestions: z.boolean().describe("suggestions on the lines of findings with a fix; default true").optional(),
    })
    .optional(),
};

const version = z.literal(1).default(1);

/** `.github/tollgate.yml` of a repository. */
export const configurationSchema = z
  .strictObject({ version, ...shared, projects: z.array(project).optional() })
  .describe("Tollgate's configuration of one repository");

const floor = z
  .strictObject({
    mode: z.literal("gate").describe("no repository may be advisory").optional(),
    not_analysed: z.literal("block").optional(),
    drafts: z.literal("review").optional(),
    preset: preset.optional(),
    policies: z.strictObject({ enforcement: enforcement.optional(), settings: packSettings.optional() }).optional(),
    cost: z.strictObject({ budgets: z.array(budget).optional() }).optional(),
    inline_ignores: z.literal(false).optional(),
  })
  .describe("what no repository can lower");

const policySource = z.strictObject({
  repository: z
    .string()
    .regex(/^(?:[\w.-]{1,100}\/)?[\w.-]{1,100}$/, "owner/name, or name for one of the organisation")
    .describe("owner/name, or name for one of the organisation's own"),
  ref: z
    .string()
    .regex(/^(?![-/])(?!.*(?:\.\.|@\{|\/$|\.lock$))[^\s~^:?*[\\]{1,250}$/, "a branch, a tag or a full commit SHA")
    .describe("branch, tag or full commit SHA; what it names is recorded with each review"),
  path: treePath.describe("folder of the policies; the whole repository when left out").default("."),
});

/** `tollgate.yml` of an organisation's `.github` repository. */
export const organisationSchema = z
  .strictObject({
    version,
    ...shared,
    enforced: floor.optional(),
    repositories: z
      .array(
        z.strictObject({
          match: z
            .union([z.string().min(1), z.array(z.string().min(1))])
            .describe("names of repositories, or patterns"),
          ...shared,
          enforced: floor.optional(),
        }),
      )
      .describe("what holds in some repositories; later entries come over earlier ones")
      .optional(),
    module_sources: z.array(z.string().min(1)).describe("where modules may be fetched from").optional(),
    policy_sources: z
      .array(policySource)
      .max(10)
      .describe("repositories whose policies gate every review; no repository can weaken them")
      .optional(),
    gated_branches: z
      .array(z.string().min(1))
      .describe("branches that gate besides the default one, or patterns")
      .optional(),
    waivers: z
      .strictObject({
        roles: z
          .array(z.enum(["triage", "write", "maintain", "admin"]))
          .describe("roles that may grant waivers and approvals; default maintain and admin")
          .optional(),
        teams: z.array(team).describe("teams that may as well").optional(),
        max_days: z.int().positive().describe("a waiver's end may lie at most so many days ahead").optional(),
      })
      .optional(),
  })
  .describe("Tollgate's configuration of an organisation");

export type Configuration = z.output<typeof configurationSchema>;
export type OrganisationConfiguration = z.output<typeof organisationSchema>;
export type FloorConfiguration = z.output<typeof floor>;
/** What both files may say. */
export type SharedConfiguration = Omit<Configuration, "version" | "projects">;
