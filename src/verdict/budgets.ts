import type { Estimate, ResourceEstimate } from "../model/estimate.ts";
import type { Budget } from "../model/settings.ts";
import type { Reason } from "./reason.ts";

/** Budgets that the estimate exceeds. A budget with a scope counts the projects of that name or path alone. */
export function judgeBudgets(estimate: Estimate, budgets: ReadonlyArray<Budget>): ReadonlyArray<Reason> {
  return budgets.flatMap((budget) => {
    const resources = estimate.resources.filter((resource) => isInScope(resource, budget.scope));
    const before = total(resources.map((resource) => resource.before));
    const after = total(resources.map((resource) => resource.after));
    return exceeded(budget, before, after).map((excess) => ({
      conclusion: budget.action,
      text: `${excess}${budget.scope === null ? "" : ` in ${budget.scope}`}${consent(budget)}`,
    }));
  });
}

function isInScope(resource: ResourceEstimate, scope: string | null): boolean {
  return scope === null || resource.project === scope || resource.project.startsWith(`${scope}/`);
}

function total(amounts: ReadonlyArray<number>): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}

function exceeded(budget: Budget, before: number, after: number): ReadonlyArray<string> {
  const delta = after - before;
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

function consent(budget: Budget): string {
  return budget.action === "approval" && budget.team !== null ? ` and needs the consent of ${budget.team}` : "";
}

function usd(amount: number): string {
  return `$${amount.toFixed(2)}`;
}
