import type { Component, NotPriced, ResourceEstimate } from "../model/estimate.ts";
import type { Resource } from "../model/resource.ts";
import { difference, sum } from "../model/amounts.ts";
import { emissionsOf } from "./carbon/carbon.ts";
import { carbonSource } from "./carbon/coefficients.ts";
import { findChoices } from "./choices/find-choices.ts";
import { differencesOf } from "./differences.ts";
import { estimatedTypes, estimatorOf } from "./estimators.ts";
import { azureTypeOf } from "./free/azapi.ts";
import { freeTierOf } from "./free-tiers.ts";
import { isFree } from "./free-types.ts";
import type { Side } from "./neighbourhood.ts";
import { pricedBefore } from "./priced-before.ts";
import { priceSide, unknownRegion, type PricedSide, type PricingContext } from "./price-side.ts";
import { withRange, type RangedSide } from "./ranges.ts";
import { serviceOf } from "./services.ts";
import { nearest } from "./spelling.ts";

/** What is known of a resource's cost. */
export type Outcome =
  | { readonly kind: "free" }
  | { readonly kind: "priced"; readonly estimate: ResourceEstimate }
  | { readonly kind: "not-priced"; readonly reason: NotPriced };

/** What resources of one project are priced by; `isChanged` tells whether any of them is not what it was. */
export type PricingGrounds = Omit<PricingContext, "resource" | "estimator"> & {
  readonly project: string;
  readonly isChanged: boolean;
  /** Tags or labels that name the team that pays. */
  readonly teamTags: ReadonlyArray<string>;
  /** Whether a resource that only one side has is one of several instances, some of which the other side has. */
  readonly isCounted: (resource: Resource) => boolean;
  /** Whether cheaper equals of one more resource may be looked for: of very many they are not. */
  readonly maySearch: () => boolean;
};

/** Prices both sides of a resource. Throws PriceBookError where the book is damaged. */
export function priceResource(resource: Resource, grounds: PricingGrounds): Outcome {
  const named = { project: grounds.project, address: resource.address, type: resource.type };
  if (isFree(resource)) return { kind: "free" };
  const estimator = estimatorOf(resource.type);
  if (estimator === null) return { kind: "not-priced", reason: { ...named, reason: withoutEstimator(resource) } };
  const context: PricingContext = { ...grounds, resource, estimator };
  const after = ranged(context, "after");
  const before = isSame(resource, after, grounds.isChanged) ? after : ranged(context, "before");
  const shown = resource.after === null ? before : after;
  const reason = refusalOf(resource, before, after) ?? unpricedReason(shown.components);
  if (reason !== null) return { kind: "not-priced", reason: { ...named, reason: withPlace(reason, shown) } };
  if (before.components.length + after.components.length === 0) return { kind: "free" };
  const [was, will] = [monthly(before.components), monthly(after.components)];
  return {
    kind: "priced",
    estimate: {
      ...named,
      region: shown.region,
      assumptions: shown.assumptions,
      before: was,
      after: will,
      delta: difference(will, was),
      components: shown.components,
      ...(before === after ? {} : changesOf(context, { before, after }, grounds.isCounted(resource))),
      ...rangesOf(before, after),
      ...choicesOf(context, after, grounds),
      service: serviceOf(resource.type),
      ...(resource.module === null ? {} : { module: resource.module }),
      ...teamOf(resource, grounds.teamTags),
      ...freeTier(resource.type),
      ...emissions(context, before, after),
    },
  };
}

const deployed = "what its template makes is not known";

/** Types of which nothing in the repository tells what they come to. */
const unknowable: Readonly<Record<string, string>> = {
  azapi_resource_action: "what its call makes or changes is not known",
  azapi_update_resource: "it changes what somebody else made; what that adds to the cost is not known",
  azurerm_management_group_template_deployment: deployed,
  azurerm_resource_group_template_deployment: deployed,
  azurerm_subscription_template_deployment: deployed,
  azurerm_template_deployment: deployed,
  azurerm_tenant_template_deployment: deployed,
  google_deployment_manager_deployment: deployed,
  helm_release: "what its chart makes in the cluster is not known",
  kubectl_manifest: "what its manifest makes in the cluster is not known",
  kustomization_resource: "what its manifest makes in the cluster is not known",
  HelmRelease: "what its chart makes in the cluster is not known",
  NodePool: "the nodes that it starts follow the pods' requests, which are counted where the pods are",
};

/** Nobody has written down what the type costs; what may help is said. */
function withoutEstimator(resource: Resource): string {
  const { type, format } = resource;
  const azure = azureTypeOf(resource);
  if (azure !== null) return `no estimator reads what azapi declares; this is a "${azure}"`;
  const name = format === "kubernetes" ? (type.split("/").at(-1) ?? type) : type;
  if (Object.hasOwn(unknowable, name)) return `no estimator: ${unknowable[name] ?? ""}`;
  if (format === "kubernetes") return "no estimator: what this kind makes in the cluster is not known";
  const provider = type.split("_")[0] ?? type;
  const siblings = estimatedTypes.filter((one) => one.startsWith(`${provider}_`));
  if (siblings.length === 0) return `no estimator: the price book has no prices of the provider "${provider}"`;
  const near = nearest(type, siblings);
  return near === null ? "no estimator of this type yet; its cost is in no total" : `no estimator; is "${near}" meant?`;
}

function ranged(context: PricingContext, side: Side): RangedSide {
  return pricedBefore(context, side, () => withRange(context, side, priceSide(context, side)));
}

/** Whether the base costs what the head does: nothing of the resource differs, nor of what its price depends on. */
function isSame(resource: Resource, after: PricedSide, isChanged: boolean): boolean {
  if (resource.action !== "none" || resource.changed.length > 0 || resource.base_region !== undefined) return false;
  return !isChanged || !after.looked;
}

function refusalOf(resource: Resource, before: PricedSide, after: PricedSide): string | null {
  const refusal = after.refusal ?? before.refusal;
  if (refusal === null) return null;
  return `${refusal}${after.refusal === null && resource.after !== null ? " (on the base)" : ""}`;
}

/** Where the region is not known, the reason is of another one. */
function withPlace(reason: string, { assumptions }: PricedSide): string {
  const said = assumptions.find((sentence) => sentence.startsWith(unknownRegion));
  return said === undefined ? reason : `${reason}${reason.endsWith("?") ? "" : "."} ${said}`;
}

/** A resource of which no component has a price is not priced, whatever it is made of. */
function unpricedReason(components: ReadonlyArray<Component>): string | null {
  const unpriced = components.filter((component) => component.unit_price === null);
  if (unpriced.length === 0 || unpriced.length < components.length) return null;
  return `the price book has no price of ${unpriced.map((component) => component.name).join(", ")}`;
}

function changesOf(
  context: PricingContext,
  sides: { readonly before: PricedSide; readonly after: PricedSide },
  isCounted: boolean,
): Pick<ResourceEstimate, "differences" | "causes"> {
  const { differences, causes } = differencesOf(context, sides, isCounted);
  return {
    ...(differences.length === 0 ? {} : { differences }),
    ...(causes.length === 0 ? {} : { causes }),
  };
}

function choicesOf(
  context: PricingContext,
  after: PricedSide,
  { maySearch }: PricingGrounds,
): Pick<ResourceEstimate, "choices"> {
  const { action } = context.resource;
  if (action === "none" || action === "delete" || !maySearch()) return {};
  const choices = findChoices(context, after);
  return choices.length === 0 ? {} : { choices };
}

/** The team by the first of the tags or labels that is there and not empty. */
function teamOf({ tags }: Resource, names: ReadonlyArray<string>): Pick<ResourceEstimate, "team"> {
  const written = Object.entries(tags);
  if (written.length === 0) return {};
  const values = new Map(written.map(([name, value]) => [name.toLowerCase(), value]));
  const team = names.map((name) => values.get(name.toLowerCase()) ?? "").find((value) => value !== "");
  return team === undefined ? {} : { team };
}

/** By sides that were priced before: they keep their book and region. */
const emitted = new WeakMap<PricedSide, number | null>();

/** Workloads emit where the nodes of their cluster are. */
function emissions(
  { resource, nodes, book }: PricingContext,
  before: PricedSide,
  after: PricedSide,
): Pick<ResourceEstimate, "emissions"> {
  const isOnNodes = resource.provider === "kubernetes" && typeof nodes !== "string";
  const provider = isOnNodes ? nodes.provider : (resource.provider ?? "aws");
  const [was, will] = [before, after].map((side) => {
    const known = emitted.get(side);
    if (known !== undefined && !isOnNodes) return known;
    const region = isOnNodes ? nodes.region : side.region;
    const found = emissionsOf(side.components, { provider, region, book });
    emitted.set(side, found);
    return found;
  });
  if ((was ?? null) === null && (will ?? null) === null) return {};
  return { emissions: { before: was ?? 0, after: will ?? 0, source: carbonSource } };
}

function freeTier(type: string): Pick<ResourceEstimate, "free_tier"> {
  const free_tier = freeTierOf(type);
  return free_tier === null ? {} : { free_tier };
}

function rangesOf(before: RangedSide, after: RangedSide): Pick<ResourceEstimate, "range" | "assumed_usage"> {
  const assumed = after.assumed.length > 0 ? after.assumed : before.assumed;
  const isCertain = [before, after].every(({ range, components }) => {
    const amount = monthly(components);
    return range.low === amount && range.expected === amount && range.high === amount;
  });
  if (isCertain && assumed.length === 0) return {};
  return {
    range: { before: before.range, after: after.range },
    ...(assumed.length === 0 ? {} : { assumed_usage: assumed }),
  };
}

function monthly(components: ReadonlyArray<Component>): number {
  return sum(components.flatMap((component) => component.monthly ?? []));
}
