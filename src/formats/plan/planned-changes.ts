import { isObject } from "../../model/json.ts";
import type { Action, Json, JsonObject } from "../../model/resource.ts";
import { isManaged, resourcesOf, type PlanDocument } from "./document.ts";
import { compareText } from "../../model/text.ts";

/** What a plan wants to do to one managed resource. */
export interface PlannedChange {
  readonly address: string;
  /** Address before a `moved` block renamed it, else null. */
  readonly previous: string | null;
  readonly module: string | null;
  readonly type: string;
  readonly name: string;
  readonly action: Action;
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  readonly after_unknown: Json | undefined;
  readonly before_sensitive: Json | undefined;
  readonly after_sensitive: Json | undefined;
}

/** All that a plan wants, and what has to be said of it. */
export interface PlannedChanges {
  readonly changes: ReadonlyArray<PlannedChange>;
  /** What is not in `changes` or not what it seems, in sentences without a subject's name. */
  readonly remarks: ReadonlyArray<string>;
}

/** Reads the changes of managed resources; data sources are left out. An address counts once, the first time. */
export function plannedChanges(plan: PlanDocument): PlannedChanges {
  const all = plan.resource_changes === undefined ? changesFromValues(plan) : changesAsListed(plan);
  const changes = [...new Map(all.changes.toReversed().map((change) => [change.address, change])).values()];
  const twice = all.changes.length - changes.length;
  return {
    changes: changes.sort((a, b) => compareText(a.address, b.address)),
    remarks: [...all.remarks, ...(twice === 0 ? [] : [`${twice} of its entries repeat an address and are left out`])],
  };
}

function changesAsListed(plan: PlanDocument): PlannedChanges {
  const managed = (plan.resource_changes ?? []).filter(isManaged);
  const current = managed.filter(({ deposed }) => deposed === undefined);
  const changes: PlannedChange[] = [];
  const strange = new Set<string>();
  for (const { address, module_address, previous_address, type, name, change } of current) {
    const known = actionOf(change.actions);
    if (known === null) strange.add(change.actions.join(" and ").slice(0, 40));
    const action = known ?? (isObject(change.after) ? "update" : "delete");
    changes.push({
      address,
      previous: previous_address === undefined || previous_address === address ? null : previous_address,
      module: module_address ?? null,
      type,
      name,
      action,
      // What is created was not there, whatever a forger writes.
      before: isObject(change.before) && action !== "create" ? change.before : null,
      after: isObject(change.after) && action !== "delete" ? change.after : null,
      after_unknown: change.after_unknown,
      before_sensitive: change.before_sensitive,
      after_sensitive: change.after_sensitive,
    });
  }
  return { changes, remarks: remarksOn(current, managed.length - current.length, strange) };
}

function remarksOn(
  changes: ReadonlyArray<{ readonly change: { readonly actions: ReadonlyArray<string> } }>,
  deposed: number,
  strange: ReadonlySet<string>,
): ReadonlyArray<string> {
  const forgotten = changes.filter(({ change }) => change.actions.includes("forget")).length;
  return [
    ...(forgotten === 0 ? [] : [`${forgotten} resources are forgotten, not destroyed; they are shown as deleted`]),
    ...(deposed === 0 ? [] : [`${deposed} deposed objects are destroyed besides`]),
    ...[...strange].map((name) => `the action "${name}" is not known; it counts by what it leaves behind`),
  ];
}

/** Null for what no version that was read about writes. */
function actionOf(actions: ReadonlyArray<string>): Action | null {
  switch (actions.join(" ")) {
    case "create":
    case "update":
    case "delete":
      return actions[0] === "create" ? "create" : actions[0] === "update" ? "update" : "delete";
    case "delete create":
    case "create delete":
    case "create forget":
      return "replace";
    case "forget":
      return "delete";
    case "no-op":
    case "read":
      return "none";
    default:
      return null;
  }
}

/** A plan without `resource_changes`: what it wants against what there was. */
function changesFromValues(plan: PlanDocument): PlannedChanges {
  const wanted = resourcesOf(plan.planned_values);
  const prior = new Map(resourcesOf(plan.prior_state?.values).map((resource) => [resource.address, resource]));
  const changes = wanted.filter(isManaged).map((resource): PlannedChange => {
    const before = prior.get(resource.address);
    prior.delete(resource.address);
    const isSame = before !== undefined && JSON.stringify(before.values) === JSON.stringify(resource.values);
    return {
      ...identityOf(resource),
      action: before === undefined ? "create" : isSame ? "none" : "update",
      before: before?.values ?? null,
      after: resource.values ?? {},
      before_sensitive: before?.sensitive_values,
      after_sensitive: resource.sensitive_values,
    };
  });
  const gone = [...prior.values()].map((resource): PlannedChange => ({
    ...identityOf(resource),
    action: "delete",
    before: resource.values ?? {},
    after: null,
    before_sensitive: resource.sensitive_values,
    after_sensitive: undefined,
  }));
  const remarks =
    wanted.length === 0 ? [] : ["it has no resource_changes; unknown values are not told from absent ones"];
  return { changes: [...changes, ...gone], remarks };
}

function identityOf({ address, module, type, name }: ReturnType<typeof resourcesOf>[number]) {
  return { address, previous: null, module, type, name, after_unknown: undefined };
}
