import type { Json } from "../../model/resource.ts";
import { objectAt, textsAt, valuesAt } from "./json-at.ts";
import type { Manifest } from "./manifest.ts";

/** Where a pod specification stands in each kind that has one, as a path of keys. */
const podSpecs: Readonly<Record<string, string>> = {
  Pod: "spec",
  PodTemplate: "template.spec",
  ReplicationController: "spec.template.spec",
  Deployment: "spec.template.spec",
  ReplicaSet: "spec.template.spec",
  StatefulSet: "spec.template.spec",
  DaemonSet: "spec.template.spec",
  Job: "spec.template.spec",
  CronJob: "spec.jobTemplate.spec.template.spec",
};

/** Paths in a pod specification that name an object of the same namespace, and its kind. */
const inPodSpec: ReadonlyArray<readonly [path: string, kind: string]> = [
  ["volumes.*.configMap.name", "ConfigMap"],
  ["volumes.*.secret.secretName", "Secret"],
  ["volumes.*.persistentVolumeClaim.claimName", "PersistentVolumeClaim"],
  ["volumes.*.projected.sources.*.configMap.name", "ConfigMap"],
  ["volumes.*.projected.sources.*.secret.name", "Secret"],
  ["imagePullSecrets.*.name", "Secret"],
  ["serviceAccountName", "ServiceAccount"],
  ["serviceAccount", "ServiceAccount"],
];

const inContainer: ReadonlyArray<readonly [path: string, kind: string]> = [
  ["env.*.valueFrom.configMapKeyRef.name", "ConfigMap"],
  ["env.*.valueFrom.secretKeyRef.name", "Secret"],
  ["envFrom.*.configMapRef.name", "ConfigMap"],
  ["envFrom.*.secretRef.name", "Secret"],
];

/** Paths in other kinds, from the top of the object. */
const inKind: Readonly<Record<string, ReadonlyArray<readonly [path: string, kind: string]>>> = {
  Ingress: [
    ["spec.tls.*.secretName", "Secret"],
    ["spec.defaultBackend.service.name", "Service"],
    ["spec.rules.*.http.paths.*.backend.service.name", "Service"],
    ["spec.rules.*.http.paths.*.backend.serviceName", "Service"],
  ],
  ServiceAccount: [
    ["secrets.*.name", "Secret"],
    ["imagePullSecrets.*.name", "Secret"],
  ],
  StatefulSet: [["spec.serviceName", "Service"]],
};

/** Addresses of the objects that a manifest names, sorted, each once. Only what is named literally. */
export function referencesOf(manifest: Manifest, namespace: string | null): ReadonlyArray<string> {
  const { kind, values } = manifest;
  const near = (name: string, named: string): string => addressOf(named, namespace, name);
  const found = [
    ...named(values, inKind[kind] ?? []).map(([name, other]) => near(name, other)),
    ...podReferences(kind, values).map(([name, other]) => near(name, other)),
    ...bindingReferences(manifest, namespace),
    ...scaledObject(manifest, namespace),
  ];
  return [...new Set(found)].sort();
}

/** `Kind.group/namespace/name` without what is empty. */
export function addressOf(kindAndGroup: string, namespace: string | null, name: string): string {
  return namespace === null ? `${kindAndGroup}/${name}` : `${kindAndGroup}/${namespace}/${name}`;
}

function podReferences(kind: string, values: Json): ReadonlyArray<readonly [string, string]> {
  if (!Object.hasOwn(podSpecs, kind)) return [];
  const spec = objectAt(values, (podSpecs[kind] ?? "").split("."));
  const containers = ["initContainers", "containers", "ephemeralContainers"].flatMap((list) =>
    valuesAt(spec, [list, "*"]),
  );
  return [...named(spec, inPodSpec), ...containers.flatMap((container) => named(container, inContainer))];
}

function named(value: Json, paths: ReadonlyArray<readonly [string, string]>): ReadonlyArray<readonly [string, string]> {
  return paths.flatMap(([path, kind]) =>
    textsAt(value, path.split(".")).map((name): readonly [string, string] => [name, kind]),
  );
}

function bindingReferences(manifest: Manifest, namespace: string | null): ReadonlyArray<string> {
  if (manifest.kind !== "RoleBinding" && manifest.kind !== "ClusterRoleBinding") return [];
  const role = objectAt(manifest.values, ["roleRef"]);
  const roles = textsAt(role, ["name"]).map((name) =>
    role["kind"] === "ClusterRole"
      ? addressOf("ClusterRole.rbac.authorization.k8s.io", null, name)
      : addressOf("Role.rbac.authorization.k8s.io", namespace, name),
  );
  const subjects = valuesAt(manifest.values, ["subjects", "*"]).map((subject) => objectAt(subject, []));
  const accounts = subjects
    .filter((subject) => subject["kind"] === "ServiceAccount")
    .flatMap((subject) =>
      textsAt(subject, ["name"]).map((name) =>
        addressOf("ServiceAccount", textsAt(subject, ["namespace"])[0] ?? namespace, name),
      ),
    );
  return [...roles, ...accounts];
}

function scaledObject(manifest: Manifest, namespace: string | null): ReadonlyArray<string> {
  if (manifest.kind !== "HorizontalPodAutoscaler") return [];
  const target = objectAt(manifest.values, ["spec", "scaleTargetRef"]);
  const [kind] = textsAt(target, ["kind"]);
  const [version = ""] = textsAt(target, ["apiVersion"]);
  if (kind === undefined) return [];
  const group = version.includes("/") ? `.${version.slice(0, version.indexOf("/"))}` : "";
  return textsAt(target, ["name"]).map((name) => addressOf(kind + group, namespace, name));
}
