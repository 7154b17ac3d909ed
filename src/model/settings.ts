import type { Enforcement } from "./finding.ts";

/** A limit on money; USD a month. */
export interface Budget {
  /** Project name or path; null for the whole repository. */
  readonly scope: string | null;
  readonly monthly: number | null;
  readonly delta: number | null;
  readonly delta_percent: number | null;
  readonly action: "warn" | "approval" | "block";
  readonly team: string | null;
}

/** A project that the configuration names instead of leaving it to detection. */
export interface ProjectSetting {
  readonly path: string;
  readonly name: string | null;
  readonly variables: Readonly<Record<string, string>>;
  readonly exclude: boolean;
}

/** The effective configuration of one review: repository over organisation over defaults. */
export interface Settings {
  readonly mode: "gate" | "advisory";
  readonly not_analysed: "warn" | "block";
  readonly policies: {
    /** Folders of policies in the repository, relative to the tree. */
    readonly paths: ReadonlyArray<string>;
    /** Policy id → enforcement that replaces the policy's own; `off` switches it off. */
    readonly enforcement: Readonly<Record<string, Enforcement | "off">>;
  };
  readonly projects: ReadonlyArray<ProjectSetting>;
  readonly cost: {
    readonly usage_file: string | null;
    readonly overrides: string | null;
    readonly budgets: ReadonlyArray<Budget>;
  };
}
