import { posix } from "node:path";

import type { ProjectPair } from "../../model/project.ts";
import { isObject } from "../../model/json.ts";
import type { Json } from "../../model/resource.ts";
import type { FormatRequest } from "../format.ts";
import { findProjects } from "../terraform/projects.ts";
import { readGraph } from "../terraform/module-graph.ts";
import { readTerraform } from "../terraform/read-terraform.ts";
import { withoutKeys } from "./configuration.ts";
import { own } from "./settle.ts";

/** What a plan or a state names: address → values. */
export type Named = ReadonlyMap<string, Readonly<Record<string, Json>>>;

/** Whose plan or state it is. */
export type Owner =
  | { readonly kind: "found"; readonly pair: ProjectPair }
  /** There is no root module at all. */
  | { readonly kind: "none" }
  /** Several roots could be meant; their paths. */
  | { readonly kind: "unclear"; readonly roots: ReadonlyArray<string> };

/** More roots than are evaluated to find the one that a file belongs to. */
const maxRoots = 30;

/** A file belongs to no root that declares less of what it names. */
const leastShare = 0.5;

/**
 * The root module that a plan or state belongs to: the one in the file's own directory, else the only one, else the
 * one that was asked for when it declares what the file names, else the one that declares most of it. `known` are the roots that are evaluated already.
 */
export async function findOwner(
  directory: string | null,
  named: Named,
  request: FormatRequest,
  known: ReadonlyArray<ProjectPair>,
): Promise<Owner> {
  const roots = await rootPaths(request);
  if (roots.length === 0) return { kind: "none" };
  const isAsked = (root: string): boolean => root === request.under;
  const [only] = directory !== null && roots.includes(directory) ? [directory] : roots.length === 1 ? roots : [];
  if (only !== undefined) {
    const pair = bestOf(await evaluate(only, request, known), named, 0);
    return pair === null ? { kind: "none" } : { kind: "found", pair };
  }
  const candidates = await evaluateAll(roots.length > maxRoots ? roots.filter(isAsked) : roots, request, known);
  const asked = candidates.filter(({ project }) => isAsked(project.path));
  const pair = bestOf(asked, named, leastShare) ?? bestOf([...new Set([...candidates, ...known])], named, leastShare);
  return pair === null ? { kind: "unclear", roots } : { kind: "found", pair };
}

async function rootPaths(request: FormatRequest): Promise<ReadonlyArray<string>> {
  const head = await readGraph(request.head);
  const base = request.base === null ? null : await readGraph(request.base);
  const projects = await findProjects(base, head, request.projects, request.under);
  return [...new Set(projects.map(({ path }) => path))];
}

async function evaluateAll(
  roots: ReadonlyArray<string>,
  request: FormatRequest,
  known: ReadonlyArray<ProjectPair>,
): Promise<ReadonlyArray<ProjectPair>> {
  const pairs = await Promise.all(roots.map((root) => evaluate(root, request, known)));
  return pairs.flat();
}

/** A root that the change does not touch is evaluated too: its lines are wanted. */
async function evaluate(
  root: string,
  request: FormatRequest,
  known: ReadonlyArray<ProjectPair>,
): Promise<ReadonlyArray<ProjectPair>> {
  const found = known.filter(({ project }) => project.format === "terraform" && project.path === root);
  if (found.length > 0) return found;
  const read = await readTerraform({ ...request, changed: null, under: root });
  return read.projects.filter(({ project }) => project.path === root);
}

/** Several projects of one root differ by their variables: the one whose values are most alike is meant. */
function bestOf(pairs: ReadonlyArray<ProjectPair>, named: Named, least: number): ProjectPair | null {
  const scored = pairs
    .map((pair) => ({ pair, ...likeness(pair, named) }))
    .filter(({ shared }) => shared >= least * named.size)
    .sort((a, b) => b.shared - a.shared || b.equal - a.equal);
  const [best, second] = scored;
  const isTie = best !== undefined && second?.shared === best.shared && second.equal === best.equal;
  const isSameRoot = best?.pair.project.path === second?.pair.project.path;
  return best === undefined || (isTie && !isSameRoot) ? null : best.pair;
}

/** How many addresses a project declares of those named, and how many of their texts are the same. */
function likeness(pair: ProjectPair, named: Named): { readonly shared: number; readonly equal: number } {
  const declarations = (pair.head ?? pair.base)?.declarations ?? [];
  const blocks = new Map(declarations.map((declaration) => [withoutKeys(declaration.address), declaration]));
  const exact = new Map(declarations.map((declaration) => [declaration.address, declaration]));
  let [shared, equal] = [0, 0];
  for (const [address, values] of named) {
    const declared = exact.get(address) ?? blocks.get(withoutKeys(address));
    if (declared === undefined) continue;
    shared += 1;
    equal += alike(declared.values, values);
  }
  return { shared, equal };
}

function alike(declared: Json, given: Json | undefined): number {
  if (!isObject(declared)) return JSON.stringify(declared) === JSON.stringify(given) ? 1 : 0;
  if (!isObject(given)) return 0;
  return Object.keys(declared).reduce((sum, key) => sum + alike(declared[key] ?? null, own(given, key)), 0);
}

/** The directory of a path, `.` for the top. */
export function directoryOf(path: string): string {
  return posix.dirname(path);
}
