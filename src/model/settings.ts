import type { Enforcement } from "./finding.ts";
import type { PolicySource } from "./policy-source.ts";

/** Which money a budget limits: all of the review, each project alone, or what carries a tag. */
export type BudgetScope =
  | { readonly kind: "repository" }
  /** The project of that name, or those at or below that path. */
  | { readonly kind: "project"; readonly project: string }
  | { readonly kind: "each-project" }
  /** Resources with that tag; with `value` null each value is a budget of its own. */
  | { readonly kind: "tag"; readonly key: string; readonly value: string | null };

/** A limit on money; USD a month. */
export interface Budget {
  readonly scope: BudgetScope;
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
  /** Name → text, as Terraform's command line takes it: for a variable that is no text an expression. */
  readonly variables: Readonly<Record<string, string>>;
  /** Paths from the tree's top. */
  readonly variable_files: ReadonlyArray<string>;
  /** Each is a project of its own; empty for the one that a root has without any. */
  readonly workspaces: ReadonlyArray<string>;
  /** What Terragrunt's `get_env` finds. */
  readonly environment: Readonly<Record<string, string>>;
  readonly exclude: boolean;
}

/** Which files policies see that look at files rather than at resources (Conftest's). */
export interface DocumentSettings {
  /** Glob patterns; empty for every file of a name that Conftest reads. */
  readonly include: ReadonlyArray<string>;
  readonly exclude: ReadonlyArray<string>;
  /** Shows policies on files all of them together, as `--combine` does. */
  readonly combine: boolean;
}

/** What a policy does; `off` does not run it. */
export type PolicyLevel = Enforcement | "off";

/** What the configuration says of one policy, or of all whose id a pattern matches. */
export interface PolicySetting {
  /** Replaces the policy's own; null leaves it. */
  readonly enforcement: PolicyLevel | null;
  /** From this day on (`YYYY-MM-DD`, UTC) it denies; null for never. */
  readonly deny_from: string | null;
  /** Project name or path pattern → what holds there instead. */
  readonly projects: Readonly<Record<string, PolicyLevel>>;
  /** Consent of this team lifts what the policy denies: the verdict is `approval` instead of `block`. */
  readonly team: string | null;
}

/** What policies of the pack can be told (`policies.settings`); they read it as `data.tollgate`. */
export interface PackSettings {
  /** Key of a tag that every resource needs → values that it may have; an empty list allows any. */
  readonly required_tags?: Readonly<Record<string, ReadonlyArray<string>>>;
  /** USD a month that one change may add before `cost.monthly_delta` says so. */
  readonly monthly_delta?: number;
  /** Version of the cluster, `1.31`: what only later versions remove is left alone. */
  readonly kubernetes_version?: string;
}

/** Policies of the pack by names of presets, and settings by policy id or pattern (`aws.s3.*`). */
export interface PolicyLevels {
  /** `baseline`, `recommended`, `strict`, or frameworks; several are their union. */
  readonly presets: ReadonlyArray<string>;
  readonly enforcement: Readonly<Record<string, PolicySetting>>;
}

/** Who may grant a waiver or an approval that names no team, and for how long. */
export interface WaiverRules {
  /** Roles in the repository, as GitHub names them. */
  readonly roles: ReadonlyArray<string>;
  /** Slugs of teams of the organisation. */
  readonly teams: ReadonlyArray<string>;
  /** A waiver's end may lie at most so many days ahead; null for no limit. */
  readonly max_days: number | null;
}

/** What the App does on GitHub besides checks and comment. */
export interface OutputSettings {
  /** Uploads SARIF to code scanning. */
  readonly sarif: boolean;
  /** Sets commit statuses beside the check runs. */
  readonly statuses: boolean;
  /** Writes suggestions on the lines of findings that have a fix. */
  readonly suggestions: boolean;
}

/** The effective configuration of one review: repository over organisation over defaults, never below the floor. */
export interface Settings {
  readonly mode: "gate" | "advisory";
  readonly not_analysed: "warn" | "block";
  /** Whether drafts are reviewed. */
  readonly drafts: "review" | "skip";
  readonly policies: PolicyLevels & {
    /** Folders of policies in the repository, relative to the tree. */
    readonly paths: ReadonlyArray<string>;
    /** What policies of the pack are told; nothing when left out. */
    readonly pack?: PackSettings;
    /** Address of the catalogue that findings link to. */
    readonly catalogue?: string | null;
    /** Which files policies on files see. */
    readonly documents: DocumentSettings;
    /** What no repository can lower; null without a floor. */
    readonly floor: PolicyLevels | null;
    /** What the organisation itself says, without the repository: its own policies go by it. */
    readonly organisation: PolicyLevels & { readonly documents: DocumentSettings };
    /** Where the organisation's own policies lie. */
    readonly sources: ReadonlyArray<PolicySource>;
  };
  readonly projects: ReadonlyArray<ProjectSetting>;
  readonly cost: {
    readonly usage_file: string | null;
    readonly overrides: string | null;
    readonly budgets: ReadonlyArray<Budget>;
    /** Tags or labels that name the team that pays, however they are capitalised; the first that is there counts. */
    readonly team_tags: ReadonlyArray<string>;
  };
  /** Whether `tollgate:ignore` comments of the base count. */
  readonly inline_ignores: boolean;
  readonly waivers: WaiverRules;
  /** Where modules may be fetched from, as the organisation says. */
  readonly module_sources: ReadonlyArray<string>;
  /** Patterns of branches that gate besides the default branch. */
  readonly gated_branches: ReadonlyArray<string>;
  readonly outputs: OutputSettings;
}
