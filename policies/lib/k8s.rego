# METADATA
# title: Kubernetes workloads
# description: Every workload has a pod specification and every pod has containers, whatever its kind.
# schemas:
#   - input: schema.review
package policies.lib.k8s

import data.policies.lib.unknown

# METADATA
# description: |
#   The pods that a workload of any kind makes: resource, path of the pod specification, and the specification.
pods := [{"resource": resource, "path": path, "spec": spec} |
	some resource in input.resources
	resource.format == "kubernetes"
	resource.after != null
	path := _paths[_group_and_kind(resource.type)]
	spec := object.get(resource.after, path, null)
	is_object(spec)
]

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
	"/Pod": ["spec"],
	"/PodTemplate": ["template", "spec"],
	"/ReplicationController": _template,
	"apps/DaemonSet": _template,
	"apps/Deployment": _template,
	"apps/ReplicaSet": _template,
	"apps/StatefulSet": _template,
	"batch/CronJob": ["spec", "jobTemplate", "spec", "template", "spec"],
	"batch/Job": _template,
	"extensions/DaemonSet": _template,
	"extensions/Deployment": _template,
	"extensions/ReplicaSet": _template,
}

# `apps/v1/Deployment` and `v1/Pod` without the version.
_group_and_kind(type) := $"{steps[0]}/{steps[2]}" if {
	steps := split(type, "/")
	count(steps) == 3
}

_group_and_kind(type) := $"/{steps[1]}" if {
	steps := split(type, "/")
	count(steps) == 2
}
