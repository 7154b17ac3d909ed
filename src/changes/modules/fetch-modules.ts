import { posix } from "node:path";

import type { Tree } from "../../model/change-set.ts";
import type { FetchedModule, ModuleFetcher, ModuleRequest } from "../../model/module-source.ts";
import { compareText } from "../../model/text.ts";
import { fetchGitPackage, isFixedRef, notFetched, type GitLimits } from "./git-packages.ts";
import { defaultRegistry, parseModuleSource, type ModuleAddress } from "./module-address.ts";
import { sha256 } from "../../model/digest.ts";
import type { PackageStore } from "./package-store.ts";
import { discover, download, listVersions, locate, RegistryError, type Web } from "./registry.ts";
import { ArchiveError, formatOf, unpack } from "./unpack.ts";

/** What a fetcher works with. */
export interface FetcherParts extends GitLimits {
  readonly store: PackageStore;
  readonly web: Web;
  /** The newest of the versions that meets a constraint, as `terraform init` chooses; null where none does. */
  readonly newest: (constraint: string, versions: ReadonlyArray<string>) => Promise<string | null>;
}

/** Packages of one review; a configuration may name ever more of them. */
const maxPackages = 500;

interface Package {
  readonly name: string;
  readonly files: Tree;
  /** The directory that the package's own address names. */
  readonly directory: string;
}

/**
 * Modules by registry, git and https addresses, from a cache that is filled from the network where that is allowed. A
 * package is fetched once a review. What a registry says of a version, a release's tag and a commit are kept for good.
 */
export function moduleFetcher(parts: FetcherParts): ModuleFetcher {
  const packages = new Map<string, Promise<Package | string>>();
  const once = (key: string, make: () => Promise<Package | string>): Promise<Package | string> => {
    const known = packages.get(key);
    if (known !== undefined) return known;
    if (packages.size >= maxPackages) return Promise.resolve(`the review fetches no more than ${maxPackages} packages`);
    const made = make().catch(reasonOf);
    packages.set(key, made);
    return made;
  };
  return {
    fetch: async (request) => {
      const address = parseModuleSource(request.source);
      if (address.kind === "unsupported") return { kind: "unavailable", reason: address.reason };
      const version = address.kind === "registry" ? versionOf(request) : "";
      const key = JSON.stringify({ ...address, directory: null, version });
      return found(await once(key, () => packageAt(address, version, parts)), address.directory);
    },
  };
}

/** What a fetch may run into; anything else is a fault of ours. */
function reasonOf(error: unknown): string {
  if (error instanceof RegistryError || error instanceof ArchiveError) return error.message;
  throw error;
}

function versionOf({ source, version }: ModuleRequest): string {
  if (version !== "" || !source.startsWith("tfr://")) return version;
  return /[?&]version=(?<version>[^&]+)/.exec(source)?.groups?.["version"] ?? "";
}

function found(fetched: Package | string, directory: string): FetchedModule {
  if (typeof fetched === "string") return { kind: "unavailable", reason: fetched };
  const at = posix.join(fetched.directory, directory);
  if (at === ".." || at.startsWith("../")) return { kind: "unavailable", reason: "its directory leaves the package" };
  const isThere = at === "." || [...fetched.files.entries.keys()].some((path) => path.startsWith(`${at}/`));
  if (!isThere) return { kind: "unavailable", reason: `${fetched.name} has no directory ${JSON.stringify(at)}` };
  return { kind: "fetched", package: fetched, directory: at };
}

type Address = Exclude<ModuleAddress, { kind: "unsupported" }>;

function packageAt(address: Address, version: string, parts: FetcherParts): Promise<Package | string> {
  switch (address.kind) {
    case "registry":
      return registryPackage(address, version, parts);
    case "git":
      return gitPackage(address, parts);
    case "archive":
      return archivePackage(address, parts, false);
  }
}

async function registryPackage(
  { host, name }: Extract<Address, { kind: "registry" }>,
  constraint: string,
  parts: FetcherParts,
): Promise<Package | string> {
  const { network, store, web } = parts;
  const memory = `registry/${sha256(`${host}/${name}`)}`;
  const base = network ? await discover(web, host) : "";
  const versions = network ? await listVersions(web, host, base, name) : store.names(memory);
  const version = await parts.newest(constraint, versions);
  if (version === null && !network) return notFetched;
  if (version === null) return noSuchVersion(host, constraint, versions);
  const known = store.recall(`${memory}/${version}`);
  if (known === null && !network) return notFetched;
  const location = known ?? (await locate(web, host, base, name, version));
  const inner = parseModuleSource(location);
  if (inner.kind === "unsupported") return `the registry ${host} says it is at ${location}: ${inner.reason}`;
  if (inner.kind === "registry") return `the registry ${host} says it is at ${location}, which is a registry again`;
  const fetched = await (inner.kind === "git" ? gitPackage(inner, parts) : archivePackage(inner, parts, true));
  if (typeof fetched === "string") return fetched;
  store.remember(`${memory}/${version}`, location);
  const directory = onlyFolder(fetched.files, posix.join(fetched.directory, inner.directory));
  return { name: `${host === defaultRegistry ? "" : `${host}/`}${name}@${version}`, files: fetched.files, directory };
}

function noSuchVersion(host: string, constraint: string, versions: ReadonlyArray<string>): string {
  if (versions.length === 0) return `the registry ${host} has no version of it`;
  const some = [...versions].sort(compareText).slice(-3).join(", ");
  return `the registry ${host} has no version that meets ${JSON.stringify(constraint)}; it has ${some}`;
}

async function gitPackage(
  { url, ref }: Extract<Address, { kind: "git" }>,
  parts: FetcherParts,
): Promise<Package | string> {
  const fetched = await fetchGitPackage(url, ref, parts.store, parts);
  if (typeof fetched === "string") return fetched;
  const { host, pathname } = new URL(url);
  const commit = fetched.commit.slice(0, 12);
  const revision = ref === null ? commit : isFixedRef(ref) ? ref : `${ref}-${commit}`;
  return { name: `${host}${pathname.replace(/\.git$/, "")}@${revision}`, files: fetched.files, directory: "." };
}

/** `isFixed`: a registry's version never changes its content; any other address may. */
async function archivePackage(
  { url, format, checksum }: Extract<Address, { kind: "archive" }>,
  parts: FetcherParts,
  isFixed: boolean,
): Promise<Package | string> {
  const { store, network, web } = parts;
  const scheme = new URL(url).protocol.slice(0, -1);
  if (!parts.protocols.includes(scheme)) return `${scheme} is not allowed; expected ${parts.protocols.join(" or ")}`;
  const { host, pathname } = new URL(url);
  const memory = `archives/${sha256(url)}`;
  const digest = store.recall(memory);
  const kept = digest !== null && (isFixed || !network || checksum === `sha256:${digest}`) ? store.open(digest) : null;
  if (kept !== null) return { name: `${host}${pathname}@${(digest ?? "").slice(0, 12)}`, files: kept, directory: "." };
  if (!network) return notFetched;
  const bytes = await download(web, url);
  const read = format ?? formatOf(bytes);
  if (read === null) return "what is there is no archive; expected zip, tar or tar.gz";
  const hash = sha256(bytes);
  const wanted = checksum === null ? null : checksum.replace(/^sha256:/, "").toLowerCase();
  if (wanted !== null && wanted !== hash) return `its checksum is sha256:${hash}, expected ${checksum ?? ""}`;
  const files = store.open(hash) ?? store.keep(hash, await unpack(bytes, read));
  store.remember(memory, hash);
  return { name: `${host}${pathname}@${hash.slice(0, 12)}`, files, directory: "." };
}

/** `//*` in a registry's answer means the only directory of an archive. */
function onlyFolder(files: Tree, directory: string): string {
  if (!directory.split("/").includes("*")) return directory;
  const tops = new Set([...files.entries.keys()].map((path) => path.split("/")[0] ?? ""));
  const [only = "."] = tops;
  return posix.normalize(directory.replace("*", only));
}
