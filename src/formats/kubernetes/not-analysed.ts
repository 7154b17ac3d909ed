import { posix } from "node:path";

import type { NotAnalysed, Problem } from "../../model/problem.ts";
import { isAtOrBelow } from "./tree-layout.ts";
import type { TreeSide } from "./tree-side.ts";

/** Which paths the review looks at. */
export interface Scope {
  /** Null means all of them. */
  readonly changed: ReadonlySet<string> | null;
  readonly under: string;
}

/** The charts, kustomizations and values that are touched: one entry for each, sorted by path. */
export function notAnalysed(head: TreeSide, scope: Scope): ReadonlyArray<NotAnalysed> {
  const found = new Map<string, string>();
  for (const chart of touchedCharts(head, scope)) found.set(chart, "Helm charts are not read yet");
  for (const root of touchedKustomizations(head, scope)) {
    // A chart's own directory may hold a kustomization that post-renders it: both are said.
    const reason = "Kustomize overlays are not read yet";
    found.set(root, found.has(root) ? `Helm charts and ${reason}` : reason);
  }
  for (const [path, file] of head.files) {
    if (file.kind === "values" && isInScope(path, scope)) found.set(path, "Helm values are not read yet");
  }
  return [...found].map(([path, reason]) => ({ path, reason }));
}

/** Kustomizations that cannot be read and are in scope. */
export function kustomizationProblems(side: TreeSide, scope: Scope): ReadonlyArray<Problem> {
  const problems: Array<Problem> = [];
  for (const [path, { problem }] of side.kustomizations) {
    if (problem === null || !isAtOrBelow(path, scope.under)) continue;
    problems.push({ path, line: problem.line, message: problem.message, project: null, hides: [path] });
  }
  return problems;
}

function isInScope(path: string, scope: Scope): boolean {
  return isAtOrBelow(path, scope.under) && (scope.changed?.has(path) ?? true);
}

function touchedCharts(head: TreeSide, scope: Scope): ReadonlyArray<string> {
  if (scope.changed === null) return head.layout.charts.filter((chart) => isAtOrBelow(chart, scope.under));
  const charts = [...scope.changed].flatMap((path) => head.layout.chartOf(path) ?? []);
  return charts.filter((chart) => isAtOrBelow(chart, scope.under));
}

function touchedKustomizations(head: TreeSide, scope: Scope): ReadonlyArray<string> {
  const touched =
    scope.changed === null ? head.layout.kustomizations : [...scope.changed].flatMap((path) => rootOf(head, path));
  return touched.map((path) => posix.dirname(path)).filter((root) => isAtOrBelow(root, scope.under));
}

/** The kustomization that a changed path is, or that it is a patch or an input of. */
function rootOf(head: TreeSide, path: string): string | [] {
  return head.layout.kustomizations.includes(path) ? path : (head.consumer(path) ?? []);
}
