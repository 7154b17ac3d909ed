import { posix } from "node:path";

import { parseModuleSource } from "../modules/module-address.ts";

/** Where policies of the command line lie. */
export type PolicyAddress =
  | { readonly kind: "disk"; readonly path: string }
  /** A commit of a local clone. */
  | { readonly kind: "clone"; readonly directory: string; readonly ref: string; readonly path: string }
  /** A repository by its address; the default branch where `ref` is null. */
  | { readonly kind: "git"; readonly url: string; readonly ref: string | null; readonly path: string }
  /** A repository of the organisation's GitHub, `owner/name`. */
  | { readonly kind: "repository"; readonly repository: string; readonly ref: string; readonly path: string }
  | OciAddress
  | { readonly kind: "wrong"; readonly reason: string };

/** An artifact in a registry, by its tag or by its digest. */
export interface OciAddress {
  readonly kind: "oci";
  /** Host, with its port where it has one. */
  readonly registry: string;
  readonly name: string;
  /** A tag, or `sha256:…`. */
  readonly reference: string;
}

const ociAddress =
  /^oci:\/\/(?<registry>[A-Za-z0-9.-]+(?::\d{1,5})?|\[[0-9a-f:]+\](?::\d{1,5})?)\/(?<name>[a-z0-9]+(?:[._/-][a-z0-9._-]+)*)(?::(?<tag>\w[\w.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$/;
const atRef = /^(?<where>[^@]+)@(?<ref>[^:@\s][^:\s]*)(?::(?<path>.+))?$/;
const ownerAndName = /^[\w.-]+\/[\w.-]+$/;

/** Reads what `--policies` says. `isThere` tells whether a path is on the disk: what is there is never an address. */
export function parsePolicyAddress(text: string, isThere: (path: string) => boolean): PolicyAddress {
  if (isThere(text)) return { kind: "disk", path: text };
  if (text.startsWith("oci://")) return ociAddressOf(text);
  if (text.startsWith("git::")) return gitAddressOf(text);
  const found = atRef.exec(text)?.groups;
  if (found === undefined) return { kind: "disk", path: text };
  const { where = "", ref = "", path } = found;
  const folder = folderOf(path);
  if (folder === null) return wrong(text, "its folder leaves the repository");
  if (isThere(where)) return { kind: "clone", directory: where, ref, path: folder };
  return ownerAndName.test(where)
    ? { kind: "repository", repository: where, ref, path: folder }
    : { kind: "disk", path: text };
}

function ociAddressOf(text: string): PolicyAddress {
  const found = ociAddress.exec(text)?.groups;
  if (found === undefined) return wrong(text, "expected oci://registry/name:tag or oci://registry/name@sha256:…");
  const { registry = "", name = "", tag, digest } = found;
  return { kind: "oci", registry, name, reference: digest ?? tag ?? "latest" };
}

function gitAddressOf(text: string): PolicyAddress {
  const source = parseModuleSource(text);
  if (source.kind === "unsupported") return wrong(text, source.reason);
  if (source.kind !== "git") return wrong(text, "expected git::https://host/owner/name.git//folder?ref=v1");
  const { url, ref, directory } = source;
  const local = url.startsWith("file://") ? decodeURIComponent(new URL(url).pathname) : null;
  return local === null
    ? { kind: "git", url, ref, path: directory }
    : { kind: "clone", directory: local, ref: ref ?? "HEAD", path: directory };
}

function folderOf(path: string | undefined): string | null {
  const folder = posix.normalize(path ?? ".").replace(/\/$/, "");
  return folder === ".." || folder.startsWith("../") || folder.startsWith("/") ? null : folder;
}

function wrong(text: string, reason: string): PolicyAddress {
  return { kind: "wrong", reason: `${text} is no address of policies: ${reason}` };
}
