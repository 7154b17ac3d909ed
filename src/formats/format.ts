import type { Engines } from "../engines/engines.ts";
import type { Tree } from "../model/change-set.ts";
import type { ModuleSource } from "../model/module-source.ts";
import type { NotAnalysed, Problem } from "../model/problem.ts";
import type { ProjectPair } from "../model/project.ts";
import type { ProjectSetting } from "../model/settings.ts";

/** What a format is asked to read. */
export interface FormatRequest {
  /** Null for `scan` and `input` without a base: everything is new. */
  readonly base: Tree | null;
  readonly head: Tree;
  /** Paths that differ (old and new names of renames); null means that every project is wanted. */
  readonly changed: ReadonlySet<string> | null;
  /** Only projects at or below this directory; `.` for all. */
  readonly under: string;
  readonly projects: ReadonlyArray<ProjectSetting>;
  readonly engines: Engines;
  /** Modules from outside of the tree; without it a module that is not in the tree is a problem. */
  readonly modules?: ModuleSource | null;
}

/** What a format understood: the touched projects, sorted by path then name, and what it could not read. */
export interface FormatResult {
  readonly projects: ReadonlyArray<ProjectPair>;
  readonly problems: { readonly base: ReadonlyArray<Problem>; readonly head: ReadonlyArray<Problem> };
  readonly not_analysed: ReadonlyArray<NotAnalysed>;
  /** What is no problem and yet worth saying, in sentences. */
  readonly notes?: ReadonlyArray<string>;
}

/** One format: detects its projects in the trees, evaluates the touched ones on both sides. Never throws for bad input. */
export type ReadFormat = (request: FormatRequest) => Promise<FormatResult>;
