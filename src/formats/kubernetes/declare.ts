import { posix } from "node:path";

import type { AttributePath, Declaration, Json } from "../../model/resource.ts";
import { objectAt, textsAt } from "./json-at.ts";
import type { Manifest } from "./manifest.ts";
import { addressOf, referencesOf } from "./references.ts";

/** A declaration, and what is wrong with its identity. */
export interface Declared {
  readonly declaration: Declaration;
  /** Whether the API server makes the name up (`generateName`): two of those are two objects. */
  readonly isGenerated: boolean;
  readonly problem: { readonly line: number; readonly message: string } | null;
}

/** Turns a manifest of the file at `path` into a declaration. */
export function declare(manifest: Manifest, path: string): Declared {
  const { apiVersion, kind, values, line, end_line, lines } = manifest;
  const metadata = objectAt(values, ["metadata"]);
  const { name, isGenerated, isMissing } = nameOf(metadata, path);
  const namespace = textsAt(metadata, ["namespace"])[0] ?? null;
  const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
  const declaration: Declaration = {
    address: addressOf(group === "" ? kind : `${kind}.${group}`, namespace, name),
    format: "kubernetes",
    type: `${apiVersion}/${kind}`,
    provider: "kubernetes",
    region: null,
    module: null,
    name,
    namespace,
    tags: labelsOf(metadata["labels"]),
    values,
    unknown: [],
    sensitive: kind === "Secret" && group === "" ? secretPaths(values) : [],
    references: referencesOf(manifest, namespace),
    location: { path, line, end_line },
    called_from: [],
    lines,
  };
  const message = `${kind} has no metadata.name; expected a name, or generateName where the server is to make one up`;
  const problem = isMissing && isServed(group, kind) ? { line: lines["/metadata"] ?? line, message } : null;
  return { declaration, isGenerated, problem };
}

function nameOf(
  metadata: Json,
  path: string,
): { readonly name: string; readonly isGenerated: boolean; readonly isMissing: boolean } {
  const { name } = objectAt(metadata, []);
  // The API server refuses a number as a name; the address still has to tell the objects apart.
  if ((typeof name === "string" && name !== "") || typeof name === "number" || typeof name === "boolean") {
    return { name: String(name), isGenerated: false, isMissing: false };
  }
  const [generated] = textsAt(metadata, ["generateName"]);
  if (generated !== undefined) return { name: `${generated}*`, isGenerated: true, isMissing: false };
  return { name: posix.basename(path).replace(/\.[^.]*$/, ""), isGenerated: false, isMissing: true };
}

const served = {
  core: new Set([
    "ConfigMap",
    "Endpoints",
    "LimitRange",
    "Namespace",
    "PersistentVolume",
    "PersistentVolumeClaim",
    "Pod",
    "PodTemplate",
    "ReplicationController",
    "ResourceQuota",
    "Secret",
    "Service",
    "ServiceAccount",
  ]),
  groups: new Set([
    "apps",
    "autoscaling",
    "batch",
    "networking.k8s.io",
    "policy",
    "rbac.authorization.k8s.io",
    "storage.k8s.io",
  ]),
} as const;

/**
 * Whether an API server keeps objects of this kind, so that they need a name. Configuration files of tools
 * (kubeconfig, kind, kubeadm, the kubelet) have `apiVersion` and `kind` too, and no name.
 */
function isServed(group: string, kind: string): boolean {
  return group === "" ? served.core.has(kind) : served.groups.has(group);
}

function labelsOf(labels: Json | undefined): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [key, value] of Object.entries(objectAt(labels, []))) {
    if (typeof value === "string") found[key] = value;
  }
  return found;
}

/** The annotation that kubectl keeps has the whole object in it, data included. */
function secretPaths(values: Json): ReadonlyArray<AttributePath> {
  const copy = "kubectl.kubernetes.io/last-applied-configuration";
  const hasCopy = Object.hasOwn(objectAt(values, ["metadata", "annotations"]), copy);
  const paths = ["data", "stringData"].flatMap((field) =>
    Object.keys(objectAt(values, [field])).map((key) => [field, key]),
  );
  return hasCopy ? [...paths, ["metadata", "annotations", copy]] : paths;
}
