import type { Tree } from "./change-set.ts";

/** Policies of a repository that gate every review of an organisation, as its configuration names them. */
export interface PolicySource {
  /** `owner/name`, or `name` for one of the organisation's own. */
  readonly repository: string;
  /** Branch, tag or full commit SHA. */
  readonly ref: string;
  /** Folder of the policies; `.` for the whole repository. */
  readonly path: string;
}

/** Policies at one commit, or why they are not to be had: then nothing that they gate may pass. */
export type FetchedPolicies =
  | {
      readonly kind: "fetched";
      readonly source: PolicySource;
      /** The commit that the ref named when it was asked, full SHA. */
      readonly sha: string;
      readonly tree: Tree;
    }
  | { readonly kind: "unavailable"; readonly source: PolicySource; readonly reason: string };

/** Gives an organisation's policies. Throws SourceError only where another attempt may succeed. */
export type FetchPolicies = (source: PolicySource) => Promise<FetchedPolicies>;

/** Which policies a review was made with: what its record names. */
export interface UsedPolicies extends PolicySource {
  readonly sha: string;
}

/** A source as messages show it: `acme/policies@main:rules`. */
export function policySourceName({ repository, ref, path }: PolicySource): string {
  return `${repository}@${ref}${path === "." ? "" : `:${path}`}`;
}
