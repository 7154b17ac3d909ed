import type { NotAnalysed } from "./problem.ts";

/** A plan that a workflow of the default branch made for the head under review. */
export interface AttachedPlan {
  /** The artifact's name and the path in it, as it is shown. */
  readonly path: string;
  /** The directory in it: that of the root, where the repository has one there. */
  readonly directory: string;
  /** The run that made it. */
  readonly run_id: number;
  readonly text: string;
}

/** What workflows made for a head. */
export interface AttachedPlans {
  readonly plans: ReadonlyArray<AttachedPlan>;
  /** Plans that count and cannot be read. */
  readonly not_analysed: ReadonlyArray<NotAnalysed>;
  /** Plans that do not count, and why. */
  readonly notes: ReadonlyArray<string>;
}
