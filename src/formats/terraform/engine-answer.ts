import { z } from "zod";
import { isRecord, isTextList } from "../../model/json.ts";

import type { AttributePath, JsonObject, Lifecycle, Location } from "../../model/resource.ts";

const isPlaceList = everyOf(isPlace);
const isPathList = everyOf(everyOf((step) => typeof step === "string" || typeof step === "number"));

/** One resource as the engine writes it. */
export interface EngineDeclaration {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly provider: string;
  readonly module: string | null;
  readonly region: string | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly values: JsonObject;
  readonly unknown: ReadonlyArray<AttributePath>;
  readonly sensitive: ReadonlyArray<AttributePath>;
  readonly references: ReadonlyArray<string>;
  readonly location: Location;
  readonly called_from: ReadonlyArray<Location>;
  readonly lines: Readonly<Record<string, number>>;
  /** The file of each line that is not in the block's own. */
  readonly line_paths: Readonly<Record<string, string>>;
  readonly expressions: Readonly<Record<string, string>>;
  /** Addresses that it may have had, the latest first. */
  readonly moved_from: ReadonlyArray<string>;
  readonly lifecycle: Lifecycle | null;
  /** What is known of unknown texts, by JSON Pointer. */
  readonly sketches: Readonly<Record<string, string>>;
}

/**
 * By hand: there are thousands of declarations with a dozen maps and lists each, on which zod takes longer than the
 * engine takes to write them. Objects that the engine writes member by member are looked at as a whole.
 */
function isDeclaration(value: unknown): boolean {
  if (!isRecord(value)) return false;
  return (
    ["address", "type", "name", "provider"].every((field) => typeof value[field] === "string") &&
    ["module", "region"].every((field) => typeof value[field] === "string" || value[field] === null) &&
    ["tags", "values", "lines", "line_paths", "expressions", "sketches"].every((field) => isRecord(value[field])) &&
    ["unknown", "sensitive"].every((field) => isPathList(value[field])) &&
    ["references", "moved_from"].every((field) => isTextList(value[field])) &&
    isPlace(value["location"]) &&
    isPlaceList(value["called_from"]) &&
    (value["lifecycle"] === null || isLifecycle(value["lifecycle"]))
  );
}

function isLifecycle(value: unknown): boolean {
  return (
    isRecord(value) &&
    ["prevent_destroy", "create_before_destroy", "ignore_all"].every((field) => typeof value[field] === "boolean") &&
    isPathList(value["ignore_changes"])
  );
}

function isPlace(value: unknown): boolean {
  return isRecord(value) && typeof value["path"] === "string" && typeof value["line"] === "number";
}

function everyOf(check: (item: unknown) => boolean): (value: unknown) => boolean {
  return (value) => Array.isArray(value) && value.every(check);
}

const declarations = z.custom<ReadonlyArray<EngineDeclaration>>(everyOf(isDeclaration), "expected declarations");

const problem = z.object({
  path: z.string(),
  line: z.number().nullable(),
  message: z.string(),
  hides: z.array(z.string()),
  digest: z.string().nullable(),
});

const evaluated = z.object({
  declarations,
  /** Data sources, providers, module calls, settings: what is said besides the managed resources. */
  blocks: declarations.default([]),
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
/** The call had taken so long before this root that it was not begun. */
const putOff = z.object({ put_off: z.literal(true) });

/** The engine's reply to one call. */
export const engineAnswer = z.union([
  z.object({ roots: z.array(z.union([evaluated, wanted, failed, putOff])) }),
  z.object({ error: z.string() }),
]);

/** What the engine says of one root when it had all files. */
export type EvaluatedRoot = z.infer<typeof evaluated>;

/** One problem as the engine writes it. */
export type EngineProblem = z.infer<typeof problem>;

/** What the engine lacks for one root. */
export type Wanted = z.infer<typeof wanted>["wanted"];
