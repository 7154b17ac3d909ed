# METADATA
# title: Roll-out cannot go on
# description: |
#   The new version never becomes ready, or is refused: the old one stays, and the next emergency finds it so.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/
#     description: Deployments
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: 'Allow one pod more or less (`maxSurge: 1`), name ports that exist, and leave the selector as it is.'
#   resources:
#     - apps/*
#     - v1/Pod
#     - v1/ReplicationController
#     - argoproj.io/*
#   topics:
#     - k8s-rollout-cannot-progress
#   frameworks:
#     nist-800-53:
#       - "CM-3"
#     soc2:
#       - "A1.2"
package policies.kubernetes.workload.rollout_stuck

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(workload.resource, ["spec", "strategy", "rollingUpdate"], message) if {
	some workload in k8s.workloads

	rolling := workload.resource.after.spec.strategy.rollingUpdate
	rolling.maxUnavailable in {0, "0", "0%"}
	rolling.maxSurge in {0, "0", "0%"}
	message := $"{workload.resource.address} allows neither a pod more nor a pod less; expected maxSurge 1"
}

deny contains finding.on(container.resource, array.concat(container.path, [probe]), message) if {
	some container in k8s.containers

	some probe in ["livenessProbe", "readinessProbe", "startupProbe"]
	some way in ["httpGet", "tcpSocket"]
	port := container.spec[probe][way].port
	is_string(port)
	not regex.match(`^[0-9]+$|[$<{]`, port)
	not _has_port(container.spec, port)
	message := $"{container.resource.address}: {probe} of container {container.name} asks port {port}, which is not there"
}

deny contains finding.on(workload.resource, ["spec", "selector"], message) if {
	some workload in k8s.workloads

	selector := workload.resource.after.spec.selector
	_has_selector(workload.kind, selector)
	is_object(workload.resource.after.spec.template)
	not k8s.selects(selector, workload.labels)
	message := $"{workload.resource.address} does not select its own pods; expected the labels of its template"
}

deny contains finding.on(workload.resource, ["spec", "selector"], message) if {
	some workload in k8s.workloads

	workload.resource.before.spec.selector != workload.resource.after.spec.selector
	startswith(workload.kind, "apps/")
	message := $"{workload.resource.address} changes its selector, which the cluster refuses; expected the old one"
}

_has_selector(kind, selector) if {
	startswith(kind, "apps/")
	some field in ["matchLabels", "matchExpressions"]
	count(object.get(selector, field, [])) > 0
}

_has_selector("/ReplicationController", selector) if count(selector) > 0

_has_port(spec, name) if {
	some port in spec.ports
	port.name == name
}
