import { z } from "zod";

import type { JsonObject } from "../../model/resource.ts";

const location = z.object({ path: z.string(), line: z.number(), end_line: z.number() });
const paths = z.array(z.array(z.union([z.string(), z.number()])));

/** The engine writes JSON objects here; walking each of them again would only cost time. */
const jsonObject = z.custom<JsonObject>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
);

const declaration = z.object({
  address: z.string(),
  type: z.string(),
  name: z.string(),
  provider: z.string(),
  module: z.string().nullable(),
  region: z.string().nullable(),
  tags: z.record(z.string(), z.string()),
  values: jsonObject,
  unknown: paths,
  sensitive: paths,
  references: z.array(z.string()),
  location,
  called_from: z.array(location),
  lines: z.record(z.string(), z.number()),
  /** The file of each line that is not in the block's own. */
  line_paths: z.record(z.string(), z.string()).default({}),
  expressions: z.record(z.string(), z.string()),
  /** Addresses that it may have had, the latest first. */
  moved_from: z.array(z.string()),
  lifecycle: z
    .object({
      prevent_destroy: z.boolean(),
      create_before_destroy: z.boolean(),
      ignore_all: z.boolean(),
      ignore_changes: paths,
    })
    .nullable()
    .default(null),
  /** What is known of unknown texts, by JSON Pointer. */
  sketches: z.record(z.string(), z.string()).default({}),
});

const problem = z.object({
  path: z.string(),
  line: z.number().nullable(),
  message: z.string(),
  hides: z.array(z.string()),
  digest: z.string().nullable(),
});

const evaluated = z.object({
  declarations: z.array(declaration),
  /** Data sources, providers, module calls, settings: what is said besides the managed resources. */
  blocks: z.array(declaration).default([]),
  problems: z.array(problem),
  reads: z.array(z.string()),
  /** Files with syntax errors: what they declare is not known. */
  broken: z.array(z.string()),
  /** Addresses of module calls whose module is not to be had: what they declare is not known. */
  unavailable: z.array(z.string()),
  /** Addresses without keys of resources with `prevent_destroy`. */
  protected: z.array(z.string()).default([]),
  /** What Terraform warns of. */
  notes: z.array(problem).default([]),
});
const wanted = z.object({
  wanted: z.object({
    dirs: z.array(z.string()),
    files: z.array(z.string()),
    modules: z.array(z.object({ source: z.string(), version: z.string() })),
  }),
});
const failed = z.object({ failed: z.string() });

/** The engine's reply to one call. */
export const engineAnswer = z.union([
  z.object({ roots: z.array(z.union([evaluated, wanted, failed])) }),
  z.object({ error: z.string() }),
]);

/** What the engine says of one root when it had all files. */
export type EvaluatedRoot = z.infer<typeof evaluated>;

/** One resource as the engine writes it. */
export type EngineDeclaration = z.infer<typeof declaration>;

/** One problem as the engine writes it. */
export type EngineProblem = z.infer<typeof problem>;

/** What the engine lacks for one root. */
export type Wanted = z.infer<typeof wanted>["wanted"];
