import type { JsonObject, Resource } from "../model/resource.ts";
import { readAttributes, writtenUnknowns, type Attributes } from "./attributes.ts";
import type { Notes } from "./notes.ts";

/** Which tree is priced. */
export type Side = "before" | "after";

/** A related resource, seen on the side that is priced. */
export interface Neighbour {
  readonly resource: Resource;
  readonly values: Attributes;
}

/** A resource with its attributes as they are. */
export interface RawNeighbour {
  readonly resource: Resource;
  readonly raw: JsonObject;
}

/** The other resources of the project. */
export interface Neighbourhood {
  /** The first resource of one of these types that `resource` refers to, else the one that `name` names. */
  readonly referred: (resource: Resource, types: ReadonlyArray<string>, name: string | null) => Neighbour | null;
  /** Every resource of one of these types that `resource` refers to. */
  readonly referredAll: (resource: Resource, types: ReadonlyArray<string>) => ReadonlyArray<Neighbour>;
  /** The region of what `resource` refers to, up to four references away; a resource group's only as a last resort. */
  readonly regionOf: (resource: Resource) => string | null;
  /** Every resource of one of these types. */
  readonly ofTypes: (types: ReadonlyArray<string>) => ReadonlyArray<RawNeighbour>;
  /** Resources of one of these types that refer to `resource`. */
  readonly referring: (resource: Resource, types: ReadonlyArray<string>) => ReadonlyArray<Neighbour>;
}

/** Attributes by which one resource names another where no reference says so. */
const namingAttributes = ["id", "name", "cluster_identifier", "identifier", "bucket", "function_name", "arn"];

/** Indexes a project's resources once; look-ups then cost what they find. */
export function indexNeighbours(resources: ReadonlyArray<Resource>): (side: Side, notes: Notes) => Neighbourhood {
  const byType = Map.groupBy(resources, (resource) => resource.type);
  const byAddress = new Map(resources.map((resource) => [resource.address, resource]));
  const byStem = Map.groupBy(resources, (resource) => withoutIndex(resource.address));
  const referrers = new Map<string, Resource[]>();
  for (const resource of resources) {
    for (const reference of addressesOf(resource)) {
      const known = referrers.get(reference);
      if (known === undefined) referrers.set(reference, [resource]);
      else known.push(resource);
    }
  }

  const linked = (resource: Resource): ReadonlyArray<Resource> =>
    addressesOf(resource).flatMap((address) => byAddress.get(address) ?? byStem.get(address) ?? []);

  return (side, notes) => {
    const seen = (resource: Resource): Neighbour | null => {
      const values = resource[side];
      return values === null ? null : { resource, values: readAttributes(values, writtenUnknowns(resource), notes) };
    };
    const present = (found: ReadonlyArray<Resource>): ReadonlyArray<Neighbour> =>
      found.flatMap((resource) => seen(resource) ?? []);
    return {
      referred: (resource, types, name) => {
        const targets = linked(resource).filter((other) => types.includes(other.type));
        const named =
          name === null
            ? []
            : types.flatMap((type) => byType.get(type) ?? []).filter((other) => isNamed(other, side, name));
        const both = targets.filter((other) => named.includes(other));
        return present([...both, ...sameInstance(resource, targets, side), ...targets, ...named])[0] ?? null;
      },
      referredAll: (resource, types) => present(linked(resource).filter((other) => types.includes(other.type))),
      ofTypes: (types) =>
        types
          .flatMap((type) => byType.get(type) ?? [])
          .flatMap((resource) => {
            const raw = resource[side];
            return raw === null ? [] : [{ resource, raw }];
          }),
      regionOf: (resource) => inheritedRegion(resource, (one) => linked(one)),
      referring: (resource, types) => {
        const stems = new Set([resource.address, withoutIndex(resource.address)]);
        const found = [...stems].flatMap((stem) => referrers.get(stem) ?? []);
        return present([...new Set(found)].filter((other) => types.includes(other.type)));
      },
    };
  };
}

/** Of several instances that an instance may mean, those with its key, or whose name is its key. */
function sameInstance(resource: Resource, targets: ReadonlyArray<Resource>, side: Side): ReadonlyArray<Resource> {
  const key = keyOf(resource);
  if (key === null || targets.length < 2) return [];
  return [
    ...targets.filter((other) => keyOf(other) === key),
    ...targets.filter((other) => isNamed(other, side, key.replaceAll('"', ""))),
  ];
}

/** `"a"` of `aws_x.y["a"]`. */
function keyOf(resource: Resource): string | null {
  return /\[(?<key>[^\]]*)\]$/.exec(resource.address)?.groups?.key ?? null;
}

function inheritedRegion(resource: Resource, linked: (resource: Resource) => ReadonlyArray<Resource>): string | null {
  let frontier = linked(resource);
  const seen = new Set([resource.address]);
  let group: string | null = null;
  for (let step = 0; step < 4 && frontier.length > 0; step++) {
    const fresh = frontier.filter((one) => !seen.has(one.address));
    const near = fresh.find((one) => one.region !== null && one.type !== "azurerm_resource_group");
    if (near !== undefined) return near.region;
    group ??= fresh.find((one) => one.region !== null)?.region ?? null;
    for (const one of fresh) seen.add(one.address);
    frontier = fresh.flatMap(linked);
  }
  return group;
}

/** References as addresses of resources: `aws_x.y.id` and `aws_x.y[0]` both lead to `aws_x.y`, in the same module. */
function addressesOf(resource: Resource): ReadonlyArray<string> {
  return resource.references.flatMap((reference) => {
    const stem = withoutIndex(reference);
    const own =
      resource.module === null || reference.startsWith("module.")
        ? []
        : [`${resource.module}.${reference}`, `${resource.module}.${stem}`];
    return [...new Set([reference, stem, ...own])];
  });
}

function withoutIndex(address: string): string {
  return address.replace(/\[[^\]]*\]$/, "");
}

function isNamed(resource: Resource, side: Side, name: string): boolean {
  const values = resource[side];
  return (
    values !== null &&
    namingAttributes.some((attribute) => Object.hasOwn(values, attribute) && values[attribute] === name)
  );
}
