import type { Problem } from "./problem.ts";
import type { Project } from "./project.ts";
import type { AttributePath, Json, Location } from "./resource.ts";

/** One configured attribute that is otherwise in the state. Sensitive values are replaced. */
export interface AttributeDrift {
  readonly attribute: AttributePath;
  /** 1-based line of the attribute where the source has one. */
  readonly line: number | null;
  /** Null where the configuration does not have it: an item or a key that somebody added. */
  readonly configured: Json;
  /** Null where the state does not have it. */
  readonly actual: Json;
}

/** A resource that both have, with what differs. */
export interface ResourceDrift {
  readonly address: string;
  readonly type: string;
  readonly location: Location;
  readonly attributes: ReadonlyArray<AttributeDrift>;
}

/** A state against the configuration that should describe it; lists are ordered by address. */
export interface DriftReport {
  readonly project: Project;
  /** The state's file, as it is shown. */
  readonly state: string;
  readonly only_in_state: ReadonlyArray<{ readonly address: string; readonly type: string }>;
  readonly only_in_configuration: ReadonlyArray<{
    readonly address: string;
    readonly type: string;
    readonly location: Location;
  }>;
  readonly changed: ReadonlyArray<ResourceDrift>;
  /** How many resources both have without a difference. */
  readonly equal: number;
  /** What nobody can tell, with the reason. Never counts as equal. */
  readonly not_compared: ReadonlyArray<{ readonly address: string; readonly reason: string }>;
  readonly problems: ReadonlyArray<Problem>;
}

/** Whether anything differs. */
export function hasDrift(report: DriftReport): boolean {
  return report.only_in_state.length + report.only_in_configuration.length + report.changed.length > 0;
}
