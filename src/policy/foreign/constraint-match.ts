import type { Json, JsonObject } from "../../model/resource.ts";
import type { ConstraintMatch, LabelSelector } from "./foreign.ts";

/** A Kubernetes object as a constraint's `match` looks at it. */
export interface Matchable {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly generateName: string;
  /** Empty where the manifest has none. */
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Labels of the namespaces that are declared beside the objects, by name. */
export type NamespaceLabels = ReadonlyMap<string, Readonly<Record<string, string>>>;

const nameLabel = "kubernetes.io/metadata.name"; // every API server sets it

/** Reads what `match` needs of a manifest. */
export function matchable(object: JsonObject): Matchable {
  const version = text(object["apiVersion"]);
  const metadata = objectOf(object["metadata"]);
  return {
    group: version.includes("/") ? version.slice(0, version.indexOf("/")) : "",
    kind: text(object["kind"]),
    name: text(metadata["name"]),
    generateName: text(metadata["generateName"]),
    namespace: text(metadata["namespace"]),
    labels: labelsOf(metadata["labels"]),
  };
}

/** Labels of a manifest's `metadata.labels`. */
export function labelsOf(labels: Json | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(objectOf(labels)).flatMap(([key, value]) => (typeof value === "string" ? [[key, value]] : [])),
  );
}

/** Whether a constraint is about an object, with Gatekeeper's rules. */
export function matches(match: ConstraintMatch, object: Matchable, namespaces: NamespaceLabels): boolean {
  return (
    matchesKind(match, object) &&
    matchesScope(match, object) &&
    matchesNamespace(match, object) &&
    (match.labelSelector === null || selects(match.labelSelector, object.labels)) &&
    matchesNamespaceLabels(match.namespaceSelector, object, namespaces) &&
    matchesName(match.name, object)
  );
}

function isNamespace({ group, kind }: Matchable): boolean {
  return group === "" && kind === "Namespace";
}

function matchesKind({ kinds }: ConstraintMatch, { group, kind }: Matchable): boolean {
  const has = (names: ReadonlyArray<string>, name: string): boolean =>
    names.length === 0 || names.includes("*") || names.includes(name);
  return kinds.length === 0 || kinds.some((one) => has(one.kinds, kind) && has(one.apiGroups, group));
}

/** A manifest without a namespace gets one when it is applied, unless its kind has none. */
function matchesScope({ scope }: ConstraintMatch, object: Matchable): boolean {
  const isNamespaced = !isNamespace(object) && (object.namespace !== "" || !isClusterScoped(object));
  return scope === "*" || (scope === "Namespaced") === isNamespaced;
}

const clusterKinds: ReadonlySet<string> = new Set([
  "/Namespace",
  "/Node",
  "/PersistentVolume",
  "admissionregistration.k8s.io/MutatingWebhookConfiguration",
  "admissionregistration.k8s.io/ValidatingAdmissionPolicy",
  "admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding",
  "admissionregistration.k8s.io/ValidatingWebhookConfiguration",
  "apiextensions.k8s.io/CustomResourceDefinition",
  "apiregistration.k8s.io/APIService",
  "certificates.k8s.io/CertificateSigningRequest",
  "flowcontrol.apiserver.k8s.io/FlowSchema",
  "flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration",
  "networking.k8s.io/IngressClass",
  "node.k8s.io/RuntimeClass",
  "policy/PodSecurityPolicy",
  "rbac.authorization.k8s.io/ClusterRole",
  "rbac.authorization.k8s.io/ClusterRoleBinding",
  "scheduling.k8s.io/PriorityClass",
  "storage.k8s.io/CSIDriver",
  "storage.k8s.io/CSINode",
  "storage.k8s.io/StorageClass",
  "storage.k8s.io/VolumeAttachment",
]);

/** Whether the kinds of Kubernetes itself have no namespace; a kind of somebody else's is taken to have one. */
export function isClusterScoped({ group, kind }: Pick<Matchable, "group" | "kind">): boolean {
  return clusterKinds.has(`${group}/${kind}`);
}

/** A manifest without a namespace gets one only when it is applied: it may be any, so it matches. */
function matchesNamespace({ namespaces, excludedNamespaces }: ConstraintMatch, object: Matchable): boolean {
  const namespace = isNamespace(object) ? object.name : object.namespace;
  if (namespace === "") return true;
  const isNamed = (patterns: ReadonlyArray<string>): boolean =>
    patterns.some((pattern) => matchesWildcard(pattern, namespace));
  return (namespaces.length === 0 || isNamed(namespaces)) && !isNamed(excludedNamespaces);
}

/** Labels of a namespace that is declared elsewhere are not known but for its name; what is not known matches. */
function matchesNamespaceLabels(
  selector: LabelSelector | null,
  object: Matchable,
  namespaces: NamespaceLabels,
): boolean {
  if (selector === null) return true;
  if (isNamespace(object)) return selects(selector, { [nameLabel]: object.name, ...object.labels });
  if (object.namespace === "") return true;
  const known = namespaces.get(object.namespace);
  const labels = { [nameLabel]: object.namespace, ...known };
  return known === undefined && !isOnlyAboutName(selector) ? true : selects(selector, labels);
}

function isOnlyAboutName({ matchLabels, matchExpressions }: LabelSelector): boolean {
  return [...Object.keys(matchLabels), ...matchExpressions.map(({ key }) => key)].every((key) => key === nameLabel);
}

function matchesName(pattern: string | null, { name, generateName }: Matchable): boolean {
  if (pattern === null || pattern === "") return true;
  return (
    matchesWildcard(pattern, name) ||
    (pattern.endsWith("*") && generateName !== "" && matchesWildcard(pattern, generateName))
  );
}

function matchesWildcard(pattern: string, name: string): boolean {
  const core = pattern.replace(/^\*/, "").replace(/\*$/, "");
  const [isOpenBefore, isOpenAfter] = [pattern.startsWith("*"), pattern.endsWith("*")];
  if (isOpenBefore && isOpenAfter) return name.includes(core);
  if (isOpenBefore) return name.endsWith(core);
  return isOpenAfter ? name.startsWith(core) : name === pattern;
}

function selects({ matchLabels, matchExpressions }: LabelSelector, labels: Readonly<Record<string, string>>): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values }) => {
      const value = labels[key];
      switch (operator) {
        case "In":
          return value !== undefined && values.includes(value);
        case "NotIn":
          return value === undefined || !values.includes(value);
        case "Exists":
          return value !== undefined;
        case "DoesNotExist":
          return value === undefined;
      }
    })
  );
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function objectOf(value: Json | undefined): JsonObject {
  return typeof value === "object" && value !== null && !isArray(value) ? value : {};
}

function isArray(value: Json): value is ReadonlyArray<Json> {
  return Array.isArray(value);
}
