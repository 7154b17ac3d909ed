import { posix } from "node:path";

/** Where a module's package lies, and the module's directory in it. */
export type ModuleAddress =
  | {
      readonly kind: "registry";
      readonly host: string;
      /** `namespace/name/provider`. */
      readonly name: string;
      readonly directory: string;
    }
  | {
      readonly kind: "git";
      readonly url: string;
      /** Branch, tag or commit; null for the repository's default branch. */
      readonly ref: string | null;
      readonly directory: string;
    }
  | {
      readonly kind: "archive";
      readonly url: string;
      readonly format: "zip" | "tar.gz" | "tar" | null;
      /** `sha256:…`, as go-getter writes it; null where the source has none. */
      readonly checksum: string | null;
      readonly directory: string;
    }
  | { readonly kind: "unsupported"; readonly reason: string };

/** The registry that a source without a host means. */
export const defaultRegistry = "registry.terraform.io";

const registryName =
  /^(?:(?<host>[a-z0-9.-]+\.[a-z0-9-]+(?::\d+)?|localhost(?::\d+)?)\/)?(?<name>[\w-]+\/[\w-]+\/[a-z0-9]+)$/i;

/** Hosts whose addresses without a scheme mean a git repository. */
const gitHosts = /^(?<host>github\.com|gitlab\.com|bitbucket\.org)\/(?<owner>[\w.-]+)\/(?<repository>[\w.-]+)$/;

/** Reads a source as Terraform does: registry names, git and archive addresses, shorthands of hosts. */
export function parseModuleSource(source: string): ModuleAddress {
  const { address, directory } = splitDirectory(source.trim());
  if (directory === null) return unsupported("its directory leaves the package");
  if (address.startsWith("tfr://")) return registryUrl(address, directory);
  const registry = registryName.exec(address)?.groups;
  // GitHub and Bitbucket are no registries; gitlab.com has one.
  if (registry !== undefined && !/^(?:github\.com|bitbucket\.org)\//.test(address)) {
    return { kind: "registry", host: registry["host"] ?? defaultRegistry, name: registry["name"] ?? "", directory };
  }
  const forced = /^(?<getter>[a-z0-9]+)::(?<rest>.*)$/s.exec(address)?.groups;
  if (forced?.["getter"] === "git") return gitAddress(forced["rest"] ?? "", directory);
  if (forced !== undefined && forced["getter"] !== "https" && forced["getter"] !== "http") {
    return unsupported(`${forced["getter"] ?? ""}:: addresses are not fetched; expected a registry, git or https`);
  }
  return plainAddress(forced?.["rest"] ?? address, directory);
}

function unsupported(reason: string): ModuleAddress {
  return { kind: "unsupported", reason };
}

/** Takes the `//directory` out of an address; null when it leaves the package. */
function splitDirectory(source: string): { readonly address: string; readonly directory: string | null } {
  const query = source.indexOf("?");
  const [path, rest] = query === -1 ? [source, ""] : [source.slice(0, query), source.slice(query)];
  const scheme = path.indexOf("://");
  const at = path.indexOf("//", scheme === -1 ? 0 : scheme + 3);
  if (at === -1) return { address: source, directory: "." };
  const directory = posix.normalize(path.slice(at + 2)).replace(/\/$/, "");
  const leaves = directory === ".." || directory.startsWith("../") || directory.startsWith("/");
  return { address: path.slice(0, at) + rest, directory: leaves ? null : directory };
}

/** Terragrunt's way to write a registry module: `tfr://host/namespace/name/provider?version=1.2.3`. */
function registryUrl(address: string, directory: string): ModuleAddress {
  const parts = /^tfr:\/\/(?<host>[^/?]*)\/(?<name>[\w-]+\/[\w-]+\/[a-z0-9]+)(?:\?.*)?$/i.exec(address)?.groups;
  if (parts === undefined) return unsupported("it is no registry address; expected tfr://HOST/NAMESPACE/NAME/PROVIDER");
  const host = parts["host"] === undefined || parts["host"] === "" ? defaultRegistry : parts["host"];
  return { kind: "registry", host, name: parts["name"] ?? "", directory };
}

/** `git@host:path` and `user@host:path` are ssh addresses. */
const scpAddress =
  /^(?:ssh:\/\/)?(?<user>[\w.-]+)@(?<host>[\w.-]+):(?<path>[^/0-9][^?]*|\d+[^?/\d][^?]*)(?<query>\?.*)?$/;

function gitAddress(address: string, directory: string): ModuleAddress {
  const scp = scpAddress.exec(address)?.groups;
  const text =
    scp === undefined
      ? expandHost(address)
      : `ssh://${scp["user"] ?? ""}@${scp["host"] ?? ""}/${scp["path"] ?? ""}${scp["query"] ?? ""}`;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) return unsupported("it is no git address; expected git::https://… or git::ssh://…");
  const ref = url.searchParams.get("ref");
  for (const name of ["ref", "depth", "sshkey"]) url.searchParams.delete(name);
  return { kind: "git", url: url.href, ref: ref === "" ? null : ref, directory };
}

function expandHost(address: string): string {
  const [path = "", query] = address.split("?", 2);
  const found = gitHosts.exec(path)?.groups;
  if (found === undefined) return address;
  const repository = (found["repository"] ?? "").replace(/\.git$/, "");
  return `https://${found["host"] ?? ""}/${found["owner"] ?? ""}/${repository}.git${query === undefined ? "" : `?${query}`}`;
}

const archiveName = /\.(?<format>zip|tar\.gz|tgz|tar)$/;

function plainAddress(address: string, directory: string): ModuleAddress {
  const [path = "", query] = address.split("?", 2);
  const host = /^(?<base>(?:github\.com|gitlab\.com|bitbucket\.org)\/[^/]+\/[^/]+)(?:\/(?<deeper>.+))?$/.exec(
    path,
  )?.groups;
  if (host !== undefined) {
    const inner = posix.join(host["deeper"] ?? ".", directory);
    return gitAddress(`${host["base"] ?? ""}${query === undefined ? "" : `?${query}`}`, inner);
  }
  if (scpAddress.test(address) || address.startsWith("ssh://")) return gitAddress(address, directory);
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) {
    return unsupported("it is no source that is fetched; expected a registry module, a git repository or an archive");
  }
  return archiveAddress(url, directory);
}

function archiveAddress(url: URL, directory: string): ModuleAddress {
  const asked = url.searchParams.get("archive");
  const checksum = url.searchParams.get("checksum");
  for (const name of ["archive", "checksum"]) url.searchParams.delete(name);
  const named = asked ?? archiveName.exec(url.pathname)?.groups?.["format"] ?? null;
  if (url.pathname.endsWith(".git")) return gitAddress(url.href, directory);
  const format = named === "tgz" ? "tar.gz" : named;
  if (format !== null && format !== "zip" && format !== "tar.gz" && format !== "tar") {
    return unsupported(`archives of the format ${format} are not read; expected zip, tar or tar.gz`);
  }
  if (format === null && /\.(?:tar\.\w+|tbz2|txz|gz|bz2|xz)$/.test(url.pathname)) {
    return unsupported("archives of that format are not read; expected zip, tar or tar.gz");
  }
  return { kind: "archive", url: url.href, format, checksum, directory };
}
