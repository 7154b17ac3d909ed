import type { FileChange } from "../model/change-set.ts";
import type { ProjectChange, ProjectSide } from "../model/project.ts";
import type { Declaration, Resource } from "../model/resource.ts";

/** What policies see of a project at the base. */
export type BaseSide = Pick<ProjectSide, "declarations" | "blocks">;

/**
 * A project's resources and blocks as the base has them, for the same policies: nothing happens to them, so that what they find
 * there was there before. Null where the project has no base.
 */
export function baseResources(
  change: ProjectChange,
  side: BaseSide | null | undefined,
): { readonly resources: ReadonlyArray<Resource>; readonly blocks: ReadonlyArray<Resource> } | null {
  if (side === null) {
    return null;
  }
  if (side === undefined) {
    const known = change.resources.filter((resource) => resource.before !== null);
    const blocks = (change.blocks ?? []).filter((block) => block.before !== null);
    return known.length === 0 ? null : { resources: known.map(beforeOf), blocks: blocks.map(beforeOf) };
  }
  const costs = new Map(change.resources.map((resource) => [resource.moved_from ?? resource.address, resource.cost]));
  return {
    resources: side.declarations.map((declared) => ofDeclaration(declared, costs.get(declared.address) ?? null)),
    blocks: (side.blocks ?? []).map((block) => ofDeclaration(block, null)),
  };
}

function ofDeclaration(declaration: Declaration, cost: Resource["cost"]): Resource {
  const { values, ...shared } = declaration;
  return unchanged({ ...shared, cost }, values);
}

/** Without the base's own declaration: tags, references and unknown paths are the head's. */
function beforeOf(resource: Resource): Resource {
  return unchanged({ ...resource, address: resource.moved_from ?? resource.address }, resource.before);
}

function unchanged(
  shared: Omit<Resource, "action" | "after" | "before" | "changed" | "moved_from">,
  values: Resource["after"],
): Resource {
  const { cost } = shared;
  return {
    ...shared,
    action: "none",
    after: values,
    before: values,
    changed: [],
    cost: cost === null ? null : { before: cost.before, after: cost.before, delta: 0 },
    moved_from: null,
  };
}

/** Address at the base → address at the head, for what `moved` blocks renamed. */
export function movedAddresses(change: ProjectChange): ReadonlyMap<string, string> {
  return new Map(
    change.resources.flatMap(({ moved_from, address }) => (moved_from === null ? [] : [[moved_from, address]])),
  );
}

/**
 * Project name at the base → at the head, for projects whose files were all moved: one that only deletes, and one that
 * only creates, with a renamed file between their folders.
 */
export function renamedProjects(
  changes: ReadonlyArray<ProjectChange>,
  files: ReadonlyArray<FileChange>,
): ReadonlyMap<string, string> {
  const gone = changes.filter(({ resources }) => resources.every(({ after }) => after === null));
  const come = changes.filter(({ resources }) => resources.every(({ before }) => before === null));
  const renamed = new Map<string, string>();
  for (const from of gone) {
    const to = come.find((candidate) => from !== candidate && wasRenamed(from, candidate, files));
    if (to !== undefined) {
      renamed.set(from.project.name, to.project.name);
    }
  }
  return renamed;
}

function wasRenamed(from: ProjectChange, to: ProjectChange, files: ReadonlyArray<FileChange>): boolean {
  return (
    from.project.format === to.project.format &&
    files.some(
      ({ status, path, previous_path }) =>
        status === "renamed" &&
        previous_path !== null &&
        folderOf(previous_path) === from.project.path &&
        folderOf(path) === to.project.path,
    )
  );
}

function folderOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : ".";
}
