import { posix } from "node:path";

import type { Tree } from "../../model/change-set.ts";

const kustomizationNames: ReadonlyArray<string> = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/** What the names in a tree say about its YAML files, without reading one. */
export interface TreeLayout {
  /** Directory of the outermost Helm chart whose templates, values or description the path is; null for others. */
  readonly chartOf: (path: string) => string | null;
  /** Kustomization files in the directory of the path or above it. */
  readonly kustomizationsAbove: (path: string) => ReadonlyArray<string>;
  /** Every kustomization file of the tree. */
  readonly kustomizations: ReadonlyArray<string>;
  /** Directories with a Chart.yaml, outermost only. */
  readonly charts: ReadonlyArray<string>;
  /** Manifest candidates (by extension) that lie directly in a directory. */
  readonly candidatesIn: (directory: string) => ReadonlyArray<string>;
  /** Directories that hold Terraform files. */
  readonly hasTerraform: (directory: string) => boolean;
}

/** Reads the names of a tree. */
export function layOut(tree: Tree): TreeLayout {
  const charts = new Set<string>();
  const kustomizations = new Set<string>();
  const terraform = new Set<string>();
  const candidates = new Map<string, Array<string>>();
  for (const path of tree.entries.keys()) {
    if (path.endsWith(".tf") || path.endsWith(".tf.json")) terraform.add(posix.dirname(path));
    if (path.endsWith("/Chart.yaml") || path === "Chart.yaml") charts.add(posix.dirname(path));
    if (isKustomization(path)) kustomizations.add(path);
    if (!isCandidate(path)) continue;
    const together = candidates.get(posix.dirname(path));
    if (together === undefined) candidates.set(posix.dirname(path), [path]);
    else together.push(path);
  }
  const above = new Map<string, ReadonlyArray<string>>(); // by directory
  const chartOf = (path: string): string | null =>
    ancestors(path).find((at) => charts.has(at) && isOfChart(at, path)) ?? null;
  return {
    chartOf,
    kustomizationsAbove: (path) => {
      const directory = posix.dirname(path);
      const found = above.get(directory) ?? kustomizationsIn(ancestors(path), kustomizations);
      above.set(directory, found);
      return found;
    },
    kustomizations: [...kustomizations],
    charts: [...charts].filter((chart) => chartOf(posix.join(chart, "Chart.yaml")) === chart),
    candidatesIn: (directory) => candidates.get(directory) ?? [],
    hasTerraform: (directory) => terraform.has(directory),
  };
}

function kustomizationsIn(
  directories: ReadonlyArray<string>,
  kustomizations: ReadonlySet<string>,
): ReadonlyArray<string> {
  return directories.flatMap((at) =>
    kustomizationNames.map((name) => (at === "." ? name : `${at}/${name}`)).filter((file) => kustomizations.has(file)),
  );
}

/** Whether a file may hold manifests, as `kubectl apply -f` decides it: by its extension. */
export function isCandidate(path: string): boolean {
  return [".yaml", ".yml", ".json"].some((end) => path.endsWith(end)) && !isKustomization(path);
}

/** Whether the file describes a Kustomize root. */
export function isKustomization(path: string): boolean {
  return kustomizationNames.some((name) => path.endsWith(name) && posix.basename(path) === name);
}

/** Whether the file has the name of Helm values. */
export function isValues(path: string): boolean {
  return /^values.*\.ya?ml$/.test(posix.basename(path));
}

/** The directories above a path, the tree's top (`.`) first. */
export function ancestors(path: string): ReadonlyArray<string> {
  const found: Array<string> = [];
  for (let at = posix.dirname(path); ; at = posix.dirname(at)) {
    found.unshift(at);
    if (at === ".") return found;
  }
}

/** Whether `path` is `directory` or lies below it. */
export function isAtOrBelow(path: string, directory: string): boolean {
  return directory === "." || path === directory || path.startsWith(`${directory}/`);
}

/** What Helm itself reads of a chart. `crds/` holds plain manifests. */
function isOfChart(chart: string, path: string): boolean {
  const inside = chart === "." ? path : path.slice(chart.length + 1);
  if (inside.includes("/")) return /^(?:templates|charts)\//.test(inside) || /^ci\/[^/]*values\.ya?ml$/.test(inside);
  return inside === "Chart.yaml" || inside === "Chart.lock" || isValues(inside);
}
