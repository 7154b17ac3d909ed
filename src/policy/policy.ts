import type { Enforcement, Severity } from "../model/finding.ts";
import type { Problem } from "../model/problem.ts";
import type { JsonObject } from "../model/resource.ts";
import type { Constraint, ForeignPolicy } from "./foreign/foreign.ts";

/** Where a policy file comes from: the built-in pack, the organisation, the reviewed repository's gate, or the command line. */
export type PolicyOrigin = "pack" | "organisation" | "repository" | "disk";

/** One Rego file. */
export interface PolicyFile {
  /** As messages show it: relative to the tree, or as the command line named it. Unique within its sources. */
  readonly path: string;
  readonly source: string;
  readonly origin: PolicyOrigin;
  /** Put before its package, so that it meets only files with the same mount. */
  readonly mount?: ReadonlyArray<string>;
  /** The version of Rego where something else than its text says it. */
  readonly version?: "v0" | "v1";
}

/** Every policy file of one review, and the data documents beside them. Test files are never among them. */
export interface PolicySources {
  /** Sorted by path within their origin, the pack first. */
  readonly files: ReadonlyArray<PolicyFile>;
  readonly data: JsonObject;
  readonly problems: ReadonlyArray<Problem>;
  /** Gatekeeper's constraints; their templates' Rego is among the files. */
  readonly constraints?: ReadonlyArray<Constraint>;
  /** The organisation's, apart: neither can change what the other decides. */
  readonly organisation?: Omit<PolicySources, "organisation">;
}

/** One `deny`, `warn` or `violation` rule of a compiled policy. */
export interface PolicyRule {
  readonly name: string;
  /** The rule's key in the aggregate's result and in the document that selects rules. */
  readonly key: string;
  /** The entry point that evaluates this rule alone. */
  readonly entrypoint: string;
}

/** One compiled policy with what its METADATA says. */
export interface Policy {
  /** The package without a leading `policies.`, e.g. `aws.s3.public_bucket`. */
  readonly id: string;
  /** Where its package clause stands. */
  readonly path: string;
  readonly line: number;
  readonly title: string;
  readonly description: string;
  readonly remediation: string;
  readonly severity: Severity;
  /** What its `deny` rules do; a `warn` rule never denies. */
  readonly enforcement: Enforcement;
  readonly topics: ReadonlyArray<string>;
  /** Resource types that it looks at (`*` at the end matches any rest); null when it is run for all. */
  readonly resources: ReadonlyArray<string> | null;
  /** Ids that it had before. */
  readonly aliases: ReadonlyArray<string>;
  /** Frameworks that it answers a control of, e.g. `cis-aws-3.0`. */
  readonly frameworks: ReadonlyArray<string>;
  /** Slug of the team whose consent lifts what it denies; null where nothing but a waiver does. */
  readonly team: string | null;
  readonly rules: ReadonlyArray<PolicyRule>;
  /** Set where it was written for another tool. */
  readonly foreign?: ForeignPolicy;
}

/** Policies compiled together into one WebAssembly module. */
export interface CompiledModule {
  /** Content hash of the sources; equal hash means equal module. */
  readonly hash: string;
  /** Whether these are the built-in policies, which presets choose from. */
  readonly isPack: boolean;
  /** Whether these are the organisation's, which no repository weakens. */
  readonly isOrganisation?: boolean;
  readonly wasm: Uint8Array;
  /** Machine code of `wasm` for this V8 and processor, kept by the build of the pack; null where there is none. */
  readonly code?: Uint8Array | null;
  /** The entry point that evaluates every selected rule. */
  readonly aggregate: string;
  readonly data: JsonObject;
  /** Sorted by id. */
  readonly policies: ReadonlyArray<Policy>;
}

/** What is evaluated in a review, and what could not be compiled. */
export interface CompiledPolicies {
  /** The pack, the organisation's and the review's own policies: none can change another. */
  readonly modules: ReadonlyArray<CompiledModule>;
  /** Policies that were dropped, each with its place: they count as errors, never as passed. */
  readonly problems: ReadonlyArray<Problem>;
  readonly notes: ReadonlyArray<string>;
}
