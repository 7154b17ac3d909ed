import type { Declaration, Format, Resource } from "./resource.ts";

/** What is deployed together: a Terraform root module, a directory of manifests, … */
export interface Project {
  /** Unique within a review; the path, and a suffix where one path holds several. */
  readonly name: string;
  /** Directory relative to the tree, `.` for its top. */
  readonly path: string;
  readonly format: Format;
}

/** One side (base or head) of a project after evaluation. */
export interface ProjectSide {
  readonly project: Project;
  readonly declarations: ReadonlyArray<Declaration>;
  /** What the project says besides its resources (data sources, providers, module calls, …), where policies see it. */
  readonly blocks?: ReadonlyArray<Declaration>;
  /** Addresses without instance keys of resources with `prevent_destroy`, also of those without an instance. */
  readonly protected?: ReadonlyArray<string>;
  /** Paths of every file that the evaluation read or looked for, sorted. */
  readonly reads: ReadonlyArray<string>;
  /** Addresses of module calls whose module is not to be had: what they declare is not known. */
  readonly unavailable?: ReadonlyArray<string>;
  /** Files with syntax errors: what they declare is not known. */
  readonly broken?: ReadonlyArray<string>;
}

/** Both sides of a project; a side is null where the project does not exist there. */
export interface ProjectPair {
  readonly project: Project;
  readonly base: ProjectSide | null;
  readonly head: ProjectSide | null;
  /** The text of the plan that it was read from, for policies that were written for plans. */
  readonly plan?: string;
}

/** A project with its resources compared. */
export interface ProjectChange {
  readonly project: Project;
  readonly resources: ReadonlyArray<Resource>;
  /** The sides' blocks, compared as resources are; neither priced nor counted. */
  readonly blocks?: ReadonlyArray<Resource>;
}

/**
 * What a file of the change claims that will happen, such as a plan that was committed. A head can forge it: it may add
 * findings and cost, and never replaces what was evaluated.
 */
export interface ProjectClaim {
  readonly pair: ProjectPair;
  /** Name of the evaluated project that it speaks of; null where none was found. */
  readonly owner: string | null;
}
