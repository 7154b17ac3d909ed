import type { Json, JsonObject, Resource } from "../../model/resource.ts";
import { isClusterScoped, matchable, type Matchable, type NamespaceLabels } from "./constraint-match.ts";

/** A Kubernetes object of a project as an admission review shows it. */
export interface ReviewedObject {
  readonly resource: Resource;
  readonly object: JsonObject;
  readonly match: Matchable;
}

const policyGroups: ReadonlySet<string> = new Set(["templates.gatekeeper.sh", "constraints.gatekeeper.sh"]);

/** The objects of a project that are there after the change; templates and constraints are no subject of themselves. */
export function reviewedObjects(resources: ReadonlyArray<Resource>): ReadonlyArray<ReviewedObject> {
  return resources.flatMap((resource) => {
    const object = resource.after;
    if (resource.format !== "kubernetes" || object === null) return [];
    const match = matchable(object);
    return policyGroups.has(match.group) ? [] : [{ resource, object, match }];
  });
}

/** Labels of the namespaces among the objects. */
export function namespaceLabels(objects: ReadonlyArray<ReviewedObject>): NamespaceLabels {
  return new Map(
    objects
      .filter(({ match }) => match.group === "" && match.kind === "Namespace")
      .map(({ match }) => [match.name, match.labels]),
  );
}

/**
 * `input` of one object. It is a creation: what is declared has to be fit to be created. Only a policy that looks at the
 * old object sees the update that it was written for.
 */
export function admissionInput(
  { object, match, resource }: ReviewedObject,
  parameters: JsonObject,
  sees: "creation" | "update",
): JsonObject {
  const version = textOf(object["apiVersion"]);
  const isUpdate = sees === "update" && resource.action === "update" && resource.before !== null;
  return {
    review: {
      uid: "",
      kind: { group: match.group, version: version.slice(version.indexOf("/") + 1), kind: match.kind },
      resource: { group: "", version: "", resource: "" },
      name: match.name,
      namespace: match.namespace,
      operation: isUpdate ? "UPDATE" : "CREATE",
      userInfo: {},
      object,
      oldObject: isUpdate ? resource.before : null,
      dryRun: false,
      options: null,
    },
    parameters,
  };
}

type KeyOf = (reviewed: ReviewedObject) => string;

/** `data.inventory`: every object of the project by namespace (or cluster), version, kind and name. */
export function inventory(objects: ReadonlyArray<ReviewedObject>): JsonObject {
  const byName: ReadonlyArray<KeyOf> = [
    ({ object }) => textOf(object["apiVersion"]),
    ({ match }) => match.kind,
    ({ match }) => match.name,
  ];
  const isCluster = ({ match }: ReviewedObject): boolean => match.namespace === "" && isClusterScoped(match);
  const namespaced = objects.filter((one) => !isCluster(one));
  return {
    inventory: {
      cluster: grouped(objects.filter(isCluster), byName),
      namespace: grouped(namespaced, [
        ({ match }) => (match.namespace === "" ? "default" : match.namespace),
        ...byName,
      ]),
    },
  };
}

/** Objects by their keys, one level for each; of two with the same keys the last counts. */
function grouped(objects: ReadonlyArray<ReviewedObject>, [key, ...rest]: ReadonlyArray<KeyOf>): JsonObject {
  if (key === undefined) return objects.at(-1)?.object ?? {};
  return Object.fromEntries([...Map.groupBy(objects, key)].map(([name, same]) => [name, grouped(same, rest)]));
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
