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

/** Where modules come from that lie outside of the reviewed tree. */
export interface ModuleSource {
  /** What was fetched for the root module in that directory of the tree; null when nothing was, or nothing that may be trusted. */
  readonly installed: (root: string) => Promise<InstalledModules | null>;
}
