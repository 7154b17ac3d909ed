# METADATA
# title: Kubernetes workloads
# description: Every workload has a pod specification and every pod has containers, whatever its kind.
# schemas:
#   - input: schema.review
package policies.lib.k8s

import data.policies.lib.custom_pods
import data.policies.lib.unknown

# METADATA
# description: |
#   The pods that a workload of any kind makes: resource, path of the pod specification, and the specification. Patches
#   of workloads make none.
pods := [pod | some pod in _specified; not _is_patch(pod)]

# METADATA
# description: Workloads that are only parts of some, as a folder or name says too; a cluster refuses them.
patches := [pod.resource | some pod in _specified; _is_patch(pod)]

_specified := array.concat(
	[{"resource": resource, "path": path, "spec": spec} |
		some resource in input.resources
		resource.format == "kubernetes"
		resource.after != null
		path := _paths[group_and_kind(resource.type)]
		spec := object.get(resource.after, path, {})
		is_object(spec)
	],
	[{"resource": resource, "path": pod.path, "spec": pod.spec} |
		some resource in input.resources
		resource.format == "kubernetes"
		resource.after != null
		some pod in custom_pods.of(group_and_kind(resource.type), resource)
	],
)

_is_patch(pod) if {
	regex.match(`(?i)(^|[/_.-])patch(es)?([/_.-]|$)`, pod.resource.location.path)
	_is_part(pod)
}

_is_part(pod) if {
	group_and_kind(pod.resource.type) in {"apps/DaemonSet", "apps/Deployment", "apps/StatefulSet"}
	not pod.resource.after.spec.selector
}

_is_part(pod) if count(object.get(pod.spec, "containers", [])) == 0

_is_part(pod) if {
	some container in pod.spec.containers
	not "image" in object.keys(container)
}

# METADATA
# description: |
#   Every container, init container and ephemeral container: resource, pod, path, specification and name.
containers := [container |
	some pod in pods
	some field in ["initContainers", "containers", "ephemeralContainers"]
	some index, spec in pod.spec[field]
	is_object(spec)
	container := {
		"resource": pod.resource,
		"pod": pod,
		"path": array.concat(pod.path, [field, index]),
		"spec": spec,
		"field": field,
		"name": object.get(spec, "name", $"{field}[{index}]"),
	}
]

# METADATA
# description: |
#   Everything that exists after the change and is of one of these kinds, written without version: `apps/Deployment`,
#   `/Service`.
of_kinds(kinds) := [resource |
	some kind in kinds
	some index in _by_kind[kind]
	resource := input.resources[index]
]

# By index: a set would hash every resource as a whole.
_by_kind[kind] contains index if {
	some index, resource in input.resources
	resource.format == "kubernetes"
	resource.after != null
	kind := group_and_kind(resource.type)
}

# METADATA
# description: Whether a type comes with every cluster, or only configures what does.
is_built_in(type) if count(split(type, "/")) == 2

is_built_in(type) if regex.match(`^(apps|batch|policy|autoscaling|extensions|[a-z.]+\.(k8s|istio)\.io)/`, type)

# METADATA
# description: |
#   The workloads that keep pods running: resource, pod, labels of the pods, namespace, and replicas (null where an
#   autoscaler or the cluster decides).
workloads := [workload |
	some pod in pods
	kind := group_and_kind(pod.resource.type)
	kind in _running
	workload := {
		"resource": pod.resource,
		"kind": kind,
		"pod": pod,
		"labels": labels(pod),
		"namespace": pod.resource.namespace,
		"replicas": _replicas(pod.resource, kind),
	}
]

# METADATA
# description: |
#   The fewest replicas that a workload has: its own number, or the least that its autoscaler allows.
least(workload) := workload.replicas if is_number(workload.replicas)

least(workload) := min([least |
	some scaler in scalers
	_scales(scaler, workload.resource)
	least := object.get(scaler.resource.after.spec, "minReplicas", 1)
	is_number(least)
]) if {
	workload.replicas == null
}

# METADATA
# description: The labels of the pods that a workload makes.
labels(pod) := object.get(pod.resource.after, array.concat(_parent(pod.path), ["metadata", "labels"]), {})

# METADATA
# description: The annotations of the pods that a workload makes.
annotations(pod) := object.get(pod.resource.after, array.concat(_parent(pod.path), ["metadata", "annotations"]), {})

# METADATA
# description: The name of the service account that a pod runs as.
service_account(pod) := names[0] if {
	names := [name |
		some field in ["serviceAccountName", "serviceAccount"] # the older name, which the newer one overrules
		name := pod.spec[field]
		is_string(name)
		name != ""
	]
} else := "default"

# METADATA
# description: "Every rule of every role: resource, path and specification."
rules := [{"resource": role, "path": ["rules", index], "spec": spec} |
	some role in of_kinds(["rbac.authorization.k8s.io/ClusterRole", "rbac.authorization.k8s.io/Role"])
	some index, spec in role.after.rules
	is_object(spec)
]

# METADATA
# description: Whether a rule of a role concerns the core API group.
is_core(rule) if {
	some group in rule.spec.apiGroups
	group in {"", "*"}
}

# METADATA
# description: |
#   Whether a label selector (`matchLabels`, `matchExpressions`, or a plain mapping as Services have it) selects labels.
selects(selector, labels) if {
	is_object(selector)
	_plain_match(object.get(selector, "matchLabels", _plain(selector)), labels)
	every expression in _list(selector, "matchExpressions") { _expression_match(expression, labels) }
}

# METADATA
# description: Whether two namespaces are the same, or one of them is not said.
same_namespace(a, b) if a == b

same_namespace(null, b) if b != null

same_namespace(a, null) if a != null

# METADATA
# description: Whether a namespace, a label or the path of the file says that the resource is for production.
is_production(resource) if {
	some text in _signs(resource)
	regex.match(`(?i)(^|[-_/.])(prod|production|prd|live)([-_/.]|$)`, text)
	not regex.match(`(?i)(non|pre)[-_]?prod`, text)
}

# METADATA
# description: |
#   The autoscalers of the project by what they scale: kind, name and namespace. Horizontal Pod Autoscalers and KEDA's
#   ScaledObjects.
scalers := [{"resource": scaler, "kind": target.kind, "name": target.name, "namespace": scaler.namespace} |
	some scaler in of_kinds(["autoscaling/HorizontalPodAutoscaler", "keda.sh/ScaledObject"])
	target := object.union({"kind": "Deployment"}, _target(scaler.after.spec))
	is_string(target.name)
]

# METADATA
# description: Whether an autoscaler of the project scales a resource.
is_scaled(resource) if {
	some scaler in scalers
	_scales(scaler, resource)
}

_scales(scaler, resource) if {
	scaler.name == resource.name
	endswith(resource.type, $"/{scaler.kind}")
	same_namespace(scaler.namespace, resource.namespace)
}

_target(spec) := spec.scaleTargetRef if is_object(spec.scaleTargetRef)

_signs(resource) := array.concat(
	[resource.location.path],
	array.concat(
		[resource.namespace | resource.namespace != null],
		[value | some key, value in resource.tags; key in {"env", "environment", "app.kubernetes.io/environment"}],
	),
)

_plain(selector) := object.remove(selector, ["matchExpressions"])

_plain_match(wanted, labels) if {
	is_object(wanted)
	every key, value in wanted { labels[key] == value }
}

_plain_match(null, _)

_list(object_, field) := list if {
	list := object_[field]
	is_array(list)
} else := []

_expression_match({"key": key, "operator": "In", "values": values}, labels) if labels[key] in values

_expression_match({"key": key, "operator": "NotIn", "values": values}, labels) if {
	not object.get(labels, key, null) in values
}

_expression_match({"key": key, "operator": "Exists"}, labels) if key in object.keys(labels)

_expression_match({"key": key, "operator": "DoesNotExist"}, labels) if not key in object.keys(labels)

_running := {
	"apps.openshift.io/DeploymentConfig", "apps/DaemonSet", "apps/Deployment", "apps/ReplicaSet", "apps/StatefulSet",
	"argoproj.io/Rollout", "/ReplicationController",
}

_replicas(_, kind) := null if kind == "apps/DaemonSet"

_replicas(resource, kind) := null if {
	kind != "apps/DaemonSet"
	is_scaled(resource)
}

_replicas(resource, kind) := replicas if {
	kind != "apps/DaemonSet"
	not is_scaled(resource)
	replicas := object.get(resource.after, ["spec", "replicas"], 1)
}

_parent(path) := array.slice(path, 0, count(path) - 1)

# METADATA
# description: Whether a pod runs on Windows, where Linux's security settings mean nothing.
is_windows(pod) if pod.spec.os.name == "windows"

# METADATA
# description: A field of the container's security context, or of its pod's where the container does not say.
security(container, field) := value if {
	value := container.spec.securityContext[field]
	value != null
} else := container.pod.spec.securityContext[field]

# METADATA
# description: Whether the path, relative to a container or pod, or something around it is known only at apply time.
is_unknown(part, path) if unknown.at(part.resource, array.concat(part.path, path))

_template := ["spec", "template", "spec"]

_paths := {
	"/DeploymentConfig": _template,
	"/Pod": ["spec"],
	"/PodTemplate": ["template", "spec"],
	"/ReplicationController": _template,
	"apps.openshift.io/DeploymentConfig": _template,
	"apps/DaemonSet": _template,
	"apps/Deployment": _template,
	"apps/ReplicaSet": _template,
	"apps/StatefulSet": _template,
	"argoproj.io/Rollout": _template,
	"batch/CronJob": ["spec", "jobTemplate", "spec", "template", "spec"],
	"batch/Job": _template,
	"extensions/DaemonSet": _template,
	"extensions/Deployment": _template,
	"extensions/ReplicaSet": _template,
	"serving.knative.dev/Configuration": _template,
	"serving.knative.dev/Service": _template,
}

# METADATA
# description: "A type without its version: `apps/v1/Deployment` is `apps/Deployment`, `v1/Pod` is `/Pod`."
group_and_kind(type) := $"{steps[0]}/{steps[2]}" if {
	steps := split(type, "/")
	count(steps) == 3
}

group_and_kind(type) := $"/{steps[1]}" if {
	steps := split(type, "/")
	count(steps) == 2
}

# METADATA
# description: Containers that serve and lack the named probe; those that end by themselves or have probes by default are left out.
without_probe(name) := [container |
	some container in containers

	container.field == "containers"
	not group_and_kind(container.resource.type) in _without_probes
	not custom_pods.is_probed(group_and_kind(container.resource.type))
	object.get(container.spec, name, null) == null
	not is_unknown(container, [name])
]

_without_probes := {"batch/CronJob", "batch/Job", "serving.knative.dev/Configuration", "serving.knative.dev/Service"}

# METADATA
# description: Containers that request nothing of `cpu` or `memory`. A limit without a request is a request too.
without_request(name) := [container |
	some container in containers

	container.field in {"containers", "initContainers"}
	every field in ["requests", "limits"] { object.get(container.spec, ["resources", field, name], null) == null }
	not is_unknown(container, ["resources", "requests", name])
]
