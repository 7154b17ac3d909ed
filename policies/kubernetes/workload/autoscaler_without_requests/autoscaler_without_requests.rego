# METADATA
# title: Autoscaler has nothing to go by
# description: |
#   Utilization is a part of what is requested: without a request the autoscaler does nothing, and the workload drowns
#   at its smallest size.
# related_resources:
#   - ref: https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
#     description: Horizontal pod autoscaling
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: >-
#     Set `resources.requests` for what it scales on; leave `replicas` out of a workload that has an autoscaler.
#   resources:
#     - apps.openshift.io/*
#     - apps/*
#     - argoproj.io/*
#     - v1/ReplicationController
#     - autoscaling/*
#   topics:
#     - k8s-hpa-no-requests
#   frameworks:
#     nist-800-53:
#       - "SC-5"
#     soc2:
#       - "A1.1"
package policies.kubernetes.workload.autoscaler_without_requests

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(container.resource, array.concat(container.path, ["resources"]), message) if {
	some scaler in k8s.scalers
	some name in _metrics(scaler.resource.after.spec)
	some container in k8s.containers

	_scales(scaler, container.resource)
	container.field == "containers"
	not _requests(container, name)
	by := scaler.resource.address
	message := $"{container.resource.address}: container {container.name} requests no {name}, on which {by} scales"
}

# Every deployment sets the number back, until the autoscaler notices.
warn contains finding.on(workload.resource, ["spec", "replicas"], message) if {
	some scaler in k8s.scalers
	some workload in k8s.workloads

	_scales(scaler, workload.resource)
	is_number(workload.resource.after.spec.replicas)
	message := $"{workload.resource.address} sets replicas beside {scaler.resource.address}; expected it not to"
}

_scales(scaler, resource) if {
	scaler.name == resource.name
	endswith(resource.type, $"/{scaler.kind}")
	k8s.same_namespace(scaler.namespace, resource.namespace)
}

_metrics(spec) := {metric.resource.name |
	some metric in spec.metrics
	metric.type == "Resource"
	_is_utilization(metric.resource)
} | {"cpu" | is_number(spec.targetCPUUtilizationPercentage)}

_is_utilization(resource) if resource.target.type == "Utilization"

_is_utilization(resource) if resource.targetAverageUtilization

# A limit without a request is a request too.
_requests(container, name) if {
	some field in ["requests", "limits"]
	object.get(container.spec, ["resources", field, name], null) != null
}

_requests(container, name) if k8s.is_unknown(container, ["resources", "requests", name])
