import type { ContentCache, GitHubContent } from "../../model/content.ts";
import { SourceError } from "../../model/failure.ts";
import type { FetchedModule, ModuleFetcher, ModulePackage } from "../../model/module-source.ts";
import { BlobReader, readableTree } from "../github-blobs.ts";
import { listTree } from "../github-trees.ts";
import { isFixedRef } from "./git-packages.ts";
import { parseModuleSource } from "./module-address.ts";

/** A repository of modules as the App may read it. */
export interface ModuleRepository {
  readonly isPublic: boolean;
  readonly content: GitHubContent;
  readonly cache: ContentCache;
}

/** What modules a review of the App may fetch. */
export interface GitHubModules {
  /** Patterns of the organisation alone, such as `github.com/acme/*`; nothing is fetched without one. */
  readonly sources: ReadonlyArray<string>;
  /** Whether a stranger wrote the head: then modules of private repositories stay closed. */
  readonly isFork: boolean;
  /** The host of the App's GitHub, such as `github.com`. */
  readonly host: string;
  /** Opens a repository with a token for it alone; null where the App may not see it. Throws SourceError. */
  readonly open: (owner: string, name: string) => Promise<ModuleRepository | null>;
}

/**
 * Modules for reviews of the App: from repositories on its GitHub that the organisation names, at an exact version, read
 * as the pull request itself is. Nothing else is asked, no registry and no other host.
 */
export function githubModules(rules: GitHubModules): ModuleFetcher {
  const packages = new Map<string, Promise<ModulePackage | string>>();
  return {
    fetch: async ({ source }): Promise<FetchedModule> => {
      const address = parseModuleSource(source);
      const repository = address.kind === "git" ? repositoryOf(address.url, rules.host) : null;
      if (address.kind !== "git" || repository === null) {
        return unavailable(`the App fetches modules from repositories on ${rules.host} alone`);
      }
      const { owner, name } = repository;
      if (!rules.sources.some((pattern) => matches(pattern, `${rules.host}/${owner}/${name}`))) {
        return unavailable(`${owner}/${name} is not among the organisation's module_sources`);
      }
      if (address.ref === null || !isFixedRef(address.ref)) {
        return unavailable("its version is not exact; expected ?ref= with a release's tag or a commit");
      }
      const key = `${owner}/${name}@${address.ref}`;
      const pending = packages.get(key) ?? openPackage(rules, owner, name, address.ref);
      packages.set(key, pending);
      const found = await pending;
      if (typeof found === "string") return unavailable(found);
      const { directory } = address;
      const isThere =
        directory === "." || [...found.files.entries.keys()].some((path) => path.startsWith(`${directory}/`));
      if (!isThere) return unavailable(`${key} has no directory ${JSON.stringify(directory)}`);
      return { kind: "fetched", package: found, directory };
    },
  };
}

function unavailable(reason: string): FetchedModule {
  return { kind: "unavailable", reason };
}

function repositoryOf(address: string, host: string): { readonly owner: string; readonly name: string } | null {
  const url = new URL(address);
  const found = /^\/(?<owner>[\w.-]+)\/(?<name>[\w.-]+?)(?:\.git)?\/?$/.exec(url.pathname)?.groups;
  if (found === undefined || url.host.toLowerCase() !== host.toLowerCase()) return null;
  return { owner: found["owner"] ?? "", name: found["name"] ?? "" };
}

/**
 * Whether a pattern names a repository: `github.com/acme/net`, or all below `github.com/acme/`, with `*` for any part.
 * The host may be left out, and how git reaches it does not matter.
 */
export function matches(pattern: string, repository: string): boolean {
  const plain = pattern
    .replace(/^git::/, "")
    .replace(/^[a-z]+:\/\/(?:[^@/]*@)?/, "")
    .replace(/\.git$|\/+$/g, "");
  const steps = plain.toLowerCase().split("/").filter(Boolean);
  const all = repository.toLowerCase().split("/");
  const wanted = steps[0]?.includes(".") === true ? all : all.slice(1);
  if (steps.length === 0 || steps.length > wanted.length) return false;
  return steps.every((step, at) => isLike(step, wanted[at] ?? ""));
}

/** `*` stands for any characters, `**` for the same. */
function isLike(step: string, part: string): boolean {
  const [first = "", ...rest] = step.split("*");
  if (rest.length === 0) return step === part;
  if (!part.startsWith(first)) return false;
  let at = first.length;
  for (const [index, piece] of rest.entries()) {
    const isLast = index === rest.length - 1;
    const found = isLast ? part.length - piece.length : part.indexOf(piece, at);
    if (found < at || !part.startsWith(piece, found)) return false;
    at = found + piece.length;
  }
  return true;
}

async function openPackage(
  { open, isFork, host }: GitHubModules,
  owner: string,
  name: string,
  ref: string,
): Promise<ModulePackage | string> {
  try {
    const repository = await open(owner, name);
    if (repository === null) return `the App may not read ${owner}/${name}; install it there`;
    if (isFork && !repository.isPublic) {
      return `${owner}/${name} is private, and a pull request from a fork gets public modules only`;
    }
    const listing = await listTree(ref, repository.content, repository.cache);
    const files = readableTree(listing, new BlobReader(repository.content, repository.cache));
    return { name: `${host}/${owner}/${name}@${ref}`, files };
  } catch (error) {
    if (!(error instanceof SourceError) || error.retryable) throw error;
    return `${owner}/${name} has no ${ref} that the App may read: ${error.message}`;
  }
}
