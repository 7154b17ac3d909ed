# METADATA
# title: Selector matches no workload
# description: |
#   Requests to the Service are answered by nobody, or the network policy protects nothing: most often a label was
#   misspelt or renamed.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/service/
#     description: Services
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Make the selector equal to the labels of the pods' template.
#   resources:
#     - v1/Service
#     - networking.k8s.io/*
#   topics:
#     - k8s-service-selects-nothing
#   frameworks:
#     nist-800-53:
#       - "CM-6"
package policies.kubernetes.service.selects_nothing

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(service, ["spec", "selector"], message) if {
	some service in k8s.of_kinds(["/Service"])

	selector := service.after.spec.selector
	count(selector) > 0
	not service.after.spec.type == "ExternalName"
	not _is_answered(service, selector)
	message := $"{service.address} selects {_shown(selector)}, which no workload here has"
}

deny contains finding.on(policy, ["spec", "podSelector"], message) if {
	some policy in k8s.of_kinds(["networking.k8s.io/NetworkPolicy"])

	selector := policy.after.spec.podSelector
	count(selector) > 0
	not _is_answered(policy, selector)
	message := $"{policy.address} selects pods that no workload here makes"
}

# A port that has a name has to be one of the pods'.
deny contains finding.on(service, ["spec", "ports", index, "targetPort"], message) if {
	some service in k8s.of_kinds(["/Service"])

	selector := service.after.spec.selector
	count(selector) > 0
	some index, port in service.after.spec.ports
	is_string(port.targetPort)
	not regex.match(`^[0-9]*$|[$<{]`, port.targetPort)
	names := [_port_names(pod) |
		some pod in k8s.pods
		k8s.same_namespace(pod.resource.namespace, service.namespace)
		k8s.selects(selector, _labels(pod))
	]
	count(names) > 0
	every known in names { not port.targetPort in known }
	message := $"{service.address} sends to the port {port.targetPort}, which no container that it selects has"
}

_port_names(pod) := {port.name |
	some field in ["containers", "initContainers"]
	some container in pod.spec[field]
	some port in container.ports
}

_is_answered(resource, selector) if {
	some pod in k8s.pods
	k8s.same_namespace(pod.resource.namespace, resource.namespace)
	k8s.selects(_written(selector), _labels(pod))
}

# Some labels controllers put on: no template has them.
_written(selector) := object.union(object.remove(selector, ["matchLabels"]), {"matchLabels": own}) if {
	own := object.remove(selector.matchLabels, _put_on)
}

_written(selector) := object.remove(selector, _put_on) if not selector.matchLabels

_put_on := {
	"apps.kubernetes.io/pod-index", "batch.kubernetes.io/job-name", "controller-revision-hash", "job-name",
	"pod-template-hash", "statefulset.kubernetes.io/pod-name",
}

# Where no workload of the namespace is declared here, they are elsewhere.
_is_answered(resource, selector) if {
	every pod in k8s.pods { not k8s.same_namespace(pod.resource.namespace, resource.namespace) }
	not _is_elsewhere(resource, selector)
}

# The very pods are here, in another namespace.
_is_elsewhere(resource, selector) if {
	count(selector) > 0
	some pod in k8s.pods
	not k8s.same_namespace(pod.resource.namespace, resource.namespace)
	k8s.selects(selector, _labels(pod))
}

# An operator makes pods and labels them with the name of what it was made for.
_is_answered(_, selector) if {
	some value in object.get(selector, "matchLabels", selector)
	some resource in input.resources
	resource.name == value
	not k8s.is_built_in(resource.type)
}

# What the node itself starts is declared in files of the node, and the cluster brings some.
_is_answered(resource, selector) if {
	resource.namespace == "kube-system"
	labels := object.get(selector, "matchLabels", selector)
	some key in ["component", "k8s-app", "tier"]
	regex.match(`^(control-plane|etcd|coredns|kube-(apiserver|controller-manager|dns|proxy|scheduler))$`, labels[key])
}

# An operator whose kinds are declared here names its pods by labels of its own.
_is_answered(_, selector) if {
	some key, _ in object.get(selector, "matchLabels", selector)
	domain := split(key, "/")[0]
	some definition in k8s.of_kinds(["apiextensions.k8s.io/CustomResourceDefinition"])
	definition.after.spec.group == domain
}

# A pod's labels are its own.
_labels(pod) := object.get(pod.resource.after, ["metadata", "labels"], {}) if pod.path == ["spec"]

_labels(pod) := k8s.labels(pod) if pod.path != ["spec"]

_shown(selector) := concat(", ", sort([$"{key}={value}" | some key, value in selector]))
