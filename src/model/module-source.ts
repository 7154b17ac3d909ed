import type { Tree } from "./change-set.ts";

/** One module that was fetched for a root, as `terraform init` or `tofu init` wrote it down. */
export interface InstalledModule {
  /** The path of calls that leads to it, such as `network.subnets`. */
  readonly key: string;
  /** The source in init's spelling, such as `registry.terraform.io/acme/net/aws`. */
  readonly source: string;
  /** Empty where the source has no versions. */
  readonly version: string;
  /** Relative to the root module's directory. */
  readonly dir: string;
}

/** What was fetched for one root, and the files of it by their path from the tree's top. */
export interface InstalledModules {
  readonly modules: ReadonlyArray<InstalledModule>;
  readonly files: Tree;
}

/** What a module call asks for when its source is no path in the tree. */
export interface ModuleRequest {
  /** As it is written: `acme/net/aws//modules/x`, `git::https://…?ref=v1`, `github.com/acme/net`, … */
  readonly source: string;
  /** The version constraint, empty where there is none. */
  readonly version: string;
}

/** A package of modules at one version, read-only. */
export interface ModulePackage {
  /** Names the content to people, as a path without `..`: `registry.terraform.io/acme/net/aws@1.4.0`. */
  readonly name: string;
  readonly files: Tree;
}

/** The answer to one request. */
export type FetchedModule =
  | { readonly kind: "fetched"; readonly package: ModulePackage; readonly directory: string }
  /** Says what was asked of whom and why it is not to be had. */
  | { readonly kind: "unavailable"; readonly reason: string };

/** Gives modules by source and version. Never throws for what a configuration asks; equal requests get equal answers. */
export interface ModuleFetcher {
  readonly fetch: (request: ModuleRequest) => Promise<FetchedModule>;
}

/** Where modules come from that lie outside of the reviewed tree. */
export interface ModuleSource extends Partial<ModuleFetcher> {
  /** What was fetched for the root module in that directory of the tree; null when nothing was, or nothing that may be trusted. */
  readonly installed: (root: string) => Promise<InstalledModules | null>;
}
