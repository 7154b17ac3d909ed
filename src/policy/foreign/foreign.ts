import type { JsonObject } from "../../model/resource.ts";
import type { PolicyRule } from "../policy.ts";

/** Which document a policy expects as `input`, where it was written for another tool. */
export type ForeignInput =
  /** `terraform show -json`; at the top, or under a key as platforms give it. */
  | { readonly kind: "plan"; readonly under: string | null }
  /** Each document of each file by itself, as Conftest gives it. */
  | { readonly kind: "file" }
  /** All documents of all files together, as Conftest gives them with `--combine`. */
  | { readonly kind: "files" }
  /** An admission review of each Kubernetes object, as Gatekeeper gives it; null for a policy without a constraint. */
  | { readonly kind: "admission"; readonly constraint: Constraint | null };

/** What is special about a policy that was written for another tool. */
export interface ForeignPolicy {
  readonly input: ForeignInput;
  /** Says where an exception of the package (Conftest's) takes the place of what the rule finds; null for most. */
  readonly exception: PolicyRule | null;
  /** Whether an admission review of an update is shown as one: only to policies that compare with the old object. */
  readonly sees: "creation" | "update";
  /** Whether it asks which file it looks at: `data.conftest.file`. */
  readonly readsFile: boolean;
}

/** Which objects a Gatekeeper constraint is about: `spec.match`. What is left out matches everything. */
export interface ConstraintMatch {
  readonly kinds: ReadonlyArray<{ readonly apiGroups: ReadonlyArray<string>; readonly kinds: ReadonlyArray<string> }>;
  readonly scope: "*" | "Namespaced" | "Cluster";
  readonly namespaces: ReadonlyArray<string>;
  readonly excludedNamespaces: ReadonlyArray<string>;
  readonly labelSelector: LabelSelector | null;
  readonly namespaceSelector: LabelSelector | null;
  readonly name: string | null;
}

/** A Kubernetes label selector; every requirement has to hold. */
export interface LabelSelector {
  readonly matchLabels: Readonly<Record<string, string>>;
  readonly matchExpressions: ReadonlyArray<{
    readonly key: string;
    readonly operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
    readonly values: ReadonlyArray<string>;
  }>;
}

/** One Gatekeeper constraint: which template, on what, with which parameters. */
export interface Constraint {
  readonly kind: string;
  readonly name: string;
  /** Where it stands. */
  readonly path: string;
  readonly line: number;
  readonly match: ConstraintMatch;
  readonly parameters: JsonObject;
  readonly enforcement: "deny" | "warn" | "shadow";
}
