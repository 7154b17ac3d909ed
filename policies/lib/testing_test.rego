# METADATA
# title: Builders
# description: Inputs for the tests of policies.
package policies.lib.testing

# METADATA
# description: The input of a review of these resources.
review(resources) := configured(resources, [])

# METADATA
# description: The input of a review of these resources and blocks (`input.blocks`).
configured(resources, blocks) := {
	"repository": null,
	"pull_request": null,
	"project": {"name": "envs/prod", "path": "envs/prod", "format": "terraform"},
	"resources": resources,
	"blocks": blocks,
	"files": [],
	"cost": {"currency": "USD", "before": 0, "after": 0, "delta": 0},
}

# METADATA
# description: A Terraform resource `<type>.this` that the change creates.
terraform(type, after) := named(type, "this", after)

# METADATA
# description: A Terraform resource `<type>.<name>` that the change creates.
named(type, name, after) := {
	"address": $"{type}.{name}",
	"format": "terraform",
	"type": type,
	"provider": split(type, "_")[0],
	"region": "eu-west-1",
	"module": null,
	"name": name,
	"namespace": null,
	"tags": {},
	"action": "create",
	"after": after,
	"before": null,
	"changed": [],
	"unknown": [],
	"unset": [],
	"sketches": {},
	"sensitive": [],
	"references": [],
	"location": {"path": "main.tf", "line": 1, "end_line": 9},
	"called_from": [],
	"lines": {},
	"cost": null,
}

# METADATA
# description: A resource of which these attribute paths are known only at apply time.
unknown(resource, paths) := object.union(resource, {"unknown": paths})

# METADATA
# description: A resource with an unknown text of which something is known; `pointer` is the attribute's JSON Pointer.
sketched(resource, pointer, text) := object.union(resource, {
	"unknown": [split(trim_prefix(pointer, "/"), "/")],
	"sketches": {pointer: text},
})

# METADATA
# description: A resource that refers to these addresses.
referring(resource, addresses) := object.union(resource, {"references": addresses})

# METADATA
# description: A resource that is declared in this file.
at(resource, path) := object.union(resource, {"location": {"path": path}})

# METADATA
# description: A resource that the change deletes.
deleted(resource) := object.union(resource, {"action": "delete", "after": null, "before": resource.after})

# METADATA
# description: A Kubernetes object `<kind>/this`.
kubernetes(type, after) := object.union(named(type, "this", after), {"format": "kubernetes", "provider": "kubernetes"})

# METADATA
# description: A Deployment with this pod specification.
deployment(spec) := kubernetes("apps/v1/Deployment", {"spec": {"template": {"spec": spec}}})

# METADATA
# description: A Deployment with one container, named `app`.
container(spec) := deployment({"containers": [object.union({"name": "app"}, spec)]})

# METADATA
# description: Workloads of every kind with this pod specification.
workloads(spec) := [
	kubernetes("v1/Pod", {"spec": spec}),
	kubernetes("v1/ReplicationController", _templated(spec)),
	kubernetes("apps/v1/Deployment", _templated(spec)),
	kubernetes("apps/v1/ReplicaSet", _templated(spec)),
	kubernetes("apps/v1/StatefulSet", _templated(spec)),
	kubernetes("apps/v1/DaemonSet", _templated(spec)),
	kubernetes("batch/v1/Job", _templated(spec)),
	kubernetes("batch/v1/CronJob", {"spec": {"jobTemplate": _templated(spec)}}),
]

_templated(spec) := {"spec": {"template": {"spec": spec}}}
