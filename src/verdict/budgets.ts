import type { Estimate, ResourceEstimate } from "../model/estimate.ts";
import type { Budget } from "../model/settings.ts";
import { compareText } from "../model/text.ts";
import type { Reason } from "../model/verdict.ts";
import { difference, sum } from "../model/amounts.ts";

/** Tags of a priced resource, by project and address. */
export type TagsOf = (project: string, address: string) => Readonly<Record<string, string>>;

/** Budgets that the estimate exceeds: of all of it, of projects, or of what carries a tag. */
export function judgeBudgets(
  estimate: Estimate,
  budgets: ReadonlyArray<Budget>,
  tagsOf: TagsOf = () => ({}),
): ReadonlyArray<Reason> {
  return budgets.flatMap((budget) =>
    sharesOf(estimate.resources, budget.scope, tagsOf).flatMap(({ name, resources }) => {
      const before = sum(resources.map((resource) => resource.before));
      const after = sum(resources.map((resource) => resource.after));
      return exceeded(budget, before, after).map((excess): Reason => {
        const text = `${excess}${name === null ? "" : ` in ${name}`}${consent(budget)}`;
        return {
          conclusion: budget.action,
          text,
          part: "cost",
          team: budget.action === "approval" ? budget.team : null,
        };
      });
    }),
  );
}

interface Share {
  /** Null for everything. */
  readonly name: string | null;
  readonly resources: ReadonlyArray<ResourceEstimate>;
}

function sharesOf(
  resources: ReadonlyArray<ResourceEstimate>,
  scope: Budget["scope"],
  tagsOf: TagsOf,
): ReadonlyArray<Share> {
  switch (scope.kind) {
    case "repository":
      return [{ name: null, resources }];
    case "project": {
      const { project } = scope;
      const inside = resources.filter((item) => item.project === project || item.project.startsWith(`${project}/`));
      return [{ name: project, resources: inside }];
    }
    case "each-project":
      return groups(resources, (resource) => resource.project);
    case "tag": {
      const { key, value } = scope;
      const shares = groups(resources, (resource) => tagsOf(resource.project, resource.address)[key] ?? null);
      return shares
        .filter(({ name }) => value === null || name === value)
        .map((share) => ({ ...share, name: `${key}=${share.name}` }));
    }
  }
}

function groups(
  resources: ReadonlyArray<ResourceEstimate>,
  keyOf: (resource: ResourceEstimate) => string | null,
): ReadonlyArray<Share & { readonly name: string }> {
  const found = new Map<string, ResourceEstimate[]>();
  for (const resource of resources) {
    const key = keyOf(resource);
    if (key !== null) found.set(key, [...(found.get(key) ?? []), resource]);
  }
  return [...found].map(([name, items]) => ({ name, resources: items })).sort((a, b) => compareText(a.name, b.name));
}

function exceeded(budget: Budget, before: number, after: number): ReadonlyArray<string> {
  const delta = difference(after, before);
  const excesses: string[] = [];
  if (budget.monthly !== null && after > budget.monthly) {
    excesses.push(`${usd(after)} a month is above the budget of ${usd(budget.monthly)}`);
  }
  if (budget.delta !== null && delta > budget.delta) {
    excesses.push(`${usd(delta)} more a month is above the limit of ${usd(budget.delta)}`);
  }
  if (budget.delta_percent !== null && delta > 0 && (before === 0 || (delta / before) * 100 > budget.delta_percent)) {
    const rise = before === 0 ? "from nothing" : `${((delta / before) * 100).toFixed(1)} %`;
    excesses.push(`a rise of ${rise} is above the limit of ${budget.delta_percent} %`);
  }
  return excesses;
}

function consent({ action, team }: Budget): string {
  if (action !== "approval") return "";
  return team === null ? " and needs consent" : ` and needs the consent of ${team}`;
}

function usd(amount: number): string {
  return `$${amount.toFixed(2)}`;
}
