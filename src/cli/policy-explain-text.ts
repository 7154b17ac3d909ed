import { count } from "../model/text.ts";
import type { ExplainedRule, Explanation } from "../policy/authoring/explain-policies.ts";
import type { PolicySources } from "../policy/policy.ts";

/** Longer values tell nobody anything on one line. */
const maxValue = 160;

/** Each rule with its lines: where a body ended, a caret under the expression, and the values that it had. */
export function renderExplanations(explanations: ReadonlyArray<Explanation>, sources: PolicySources): string {
  const lines = new Map(sources.files.map(({ path, source }) => [path, source.split("\n")]));
  return explanations
    .flatMap(({ project, rules, errors }) => [
      ...errors.map(({ file, row, message }) => `${file}:${row}: ${message}`),
      ...rules.map((rule) => renderRule(rule, project, lines)),
    ])
    .map((text) => `${text}\n`)
    .join("\n");
}

function renderRule(rule: ExplainedRule, project: string, lines: ReadonlyMap<string, ReadonlyArray<string>>): string {
  const source = lines.get(rule.file) ?? [];
  const state = rule.fired > 0 ? `held ${count(rule.fired, "time")}` : "never held";
  const failures = rule.failures.flatMap((failure) => [
    sourceLine(source, failure.row),
    `${" ".repeat(5)} | ${indent(source[failure.row - 1] ?? "", failure.col)}^ not true${failure.count > 1 ? ` ${failure.count} times, the last time` : ""}`,
    ...(failure.evaluated === "" ? [] : [`        is: ${clipped(failure.evaluated)}`]),
    ...failure.values.map(({ name, value }) => `        ${name} = ${clipped(value)}`),
  ]);
  const missing =
    rule.fired === 0 && failures.length === 0 ? ["        nothing that it looks for is in this input"] : [];
  return [
    `${rule.file}:${rule.row}: ${rule.name} of ${rule.package} on ${project}: ${state}`,
    sourceLine(source, rule.row),
    ...failures,
    ...missing,
  ].join("\n");
}

function sourceLine(source: ReadonlyArray<string>, row: number): string {
  return `${String(row).padStart(5)} | ${source[row - 1] ?? ""}`;
}

/** Tabs stay tabs under tabs. */
function indent(text: string, column: number): string {
  return text.slice(0, column - 1).replace(/[^\t]/g, " ");
}

function clipped(text: string): string {
  return text.length > maxValue ? `${text.slice(0, maxValue)}…` : text;
}
