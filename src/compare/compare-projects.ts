import type { ProjectChange, ProjectPair, ProjectSide } from "../model/project.ts";
import type { Action, AttributePath, Declaration, Resource } from "../model/resource.ts";
import { changedAttributes } from "./changed-attributes.ts";
import { pointerOf, unionOfPaths } from "./path-set.ts";
import { forcesReplacement } from "./replacing-attributes.ts";
import { compareText } from "../model/text.ts";

/**
 * Turns both sides of each project into resources with an action: by address, or by `moved_from` where the base does
 * not have the address. Resources are sorted by address; projects keep their order.
 */
export function compareProjects(pairs: ReadonlyArray<ProjectPair>): ReadonlyArray<ProjectChange> {
  return pairs.map(({ project, base, head }) => ({
    project,
    resources: compareSides(base?.declarations, head?.declarations),
    blocks: compareSides(base?.blocks, head?.blocks),
  }));
}

function compareSides(base: ProjectSide["blocks"], after: ProjectSide["blocks"] = []): ReadonlyArray<Resource> {
  const before = new Map(base?.map((declaration) => [declaration.address, declaration]));
  const kept = new Set(after.map(({ address }) => address));
  const resources: Array<Resource> = [];
  for (const declaration of after) {
    const previous = previousOf(declaration, before, kept);
    if (previous !== undefined) before.delete(previous.address);
    resources.push(previous === undefined ? created(declaration) : compared(previous, declaration));
  }
  for (const declaration of before.values()) resources.push(deleted(declaration));
  return resources.sort((a, b) => compareText(a.address, b.address));
}

/** A plan knows what becomes of what: an address that it creates may have been another resource's before. */
function previousOf(
  declaration: Declaration,
  before: ReadonlyMap<string, Declaration>,
  kept: ReadonlySet<string>,
): Declaration | undefined {
  const { address, planned, moved_from } = declaration;
  if (planned === undefined) return before.get(address) ?? movedFrom(declaration, before, kept);
  return planned === "create" ? undefined : before.get(moved_from ?? address);
}

/** A move counts only where the old address is gone: otherwise the two are different resources. */
function movedFrom(
  declaration: Declaration,
  before: ReadonlyMap<string, Declaration>,
  kept: ReadonlySet<string>,
): Declaration | undefined {
  const from = declaration.moved_from;
  return from === undefined || kept.has(from) ? undefined : before.get(from);
}

function created(after: Declaration): Resource {
  return { ...described(after), action: "create", after: after.values, before: null, changed: [], moved_from: null };
}

function deleted(before: Declaration): Resource {
  const shared = { ...described({ ...before, unset: [], sketches: {} }), unknown: [] };
  return { ...shared, action: "delete", after: null, before: before.values, changed: [], moved_from: null };
}

function compared(before: Declaration, after: Declaration): Resource {
  const changed = changedAttributes(before, after).filter((path) => !isIgnored(path, after.lifecycle));
  return {
    ...described(after),
    // A value that was sensitive on either side must not be shown of either.
    sensitive: unionOfPaths(before.sensitive, after.sensitive),
    action: after.planned ?? actionOf(before, after, changed),
    after: after.values,
    before: before.values,
    changed,
    moved_from: before.address === after.address ? null : before.address,
    ...(before.region === after.region ? {} : { base_region: before.region }),
  };
}

/** What `ignore_changes` leaves to others is no change of the configuration's. */
function isIgnored(path: AttributePath, lifecycle: Declaration["lifecycle"]): boolean {
  if (lifecycle === undefined) return false;
  return (
    lifecycle.ignore_all ||
    lifecycle.ignore_changes.some(
      (ignored) => ignored.length <= path.length && ignored.every((step, at) => String(step) === String(path[at])),
    )
  );
}

function actionOf(before: Declaration, after: Declaration, changed: ReadonlyArray<AttributePath>): Action {
  if (changed.length === 0) return "none";
  const { format, type } = after;
  // What is no longer written and may be left to the provider keeps the value that it has.
  const unset = new Set(after.unset);
  const written = changed.filter((path) => !unset.has(pointerOf(path)));
  const isReplaced = forcesReplacement({ format, type, changed: written, before: before.values, after: after.values });
  return isReplaced ? "replace" : "update";
}

function isEmpty(sketches: NonNullable<Declaration["sketches"]>): boolean {
  return Object.keys(sketches).length === 0;
}

function described(declaration: Declaration): Omit<Resource, "action" | "after" | "before" | "changed" | "moved_from"> {
  return {
    address: declaration.address,
    format: declaration.format,
    type: declaration.type,
    provider: declaration.provider,
    region: declaration.region,
    module: declaration.module,
    name: declaration.name,
    namespace: declaration.namespace,
    tags: declaration.tags,
    unknown: declaration.unknown,
    ...(declaration.unset === undefined || declaration.unset.length === 0 ? {} : { unset: declaration.unset }),
    ...(declaration.sketches === undefined || isEmpty(declaration.sketches) ? {} : { sketches: declaration.sketches }),
    ...(declaration.written_order === undefined ? {} : { written_order: declaration.written_order }),
    sensitive: declaration.sensitive,
    references: declaration.references,
    location: declaration.location,
    called_from: declaration.called_from,
    lines: declaration.lines,
    ...(declaration.line_paths === undefined ? {} : { line_paths: declaration.line_paths }),
    cost: null,
  };
}
