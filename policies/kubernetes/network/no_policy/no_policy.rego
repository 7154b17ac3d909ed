# METADATA
# title: Pods may be reached by everybody in the cluster
# description: |
#   Without a network policy every pod may talk to every other: whoever breaks into one reaches the databases of all.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/network-policies/
#     description: Network policies
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: 'Add a NetworkPolicy that denies by default (`podSelector: {}`), and one for what is needed.'
#   resources:
#     - apps.openshift.io/*
#     - apps/*
#     - argoproj.io/*
#     - extensions/*
#     - v1/Pod
#     - v1/ReplicationController
#     - networking.k8s.io/*
#   topics:
#     - k8s-network-policy
#   frameworks:
#     cis-kubernetes-1.8:
#       - "5.3.2"
#     nist-800-53:
#       - "AC-4"
#       - "SC-7"
package policies.kubernetes.network.no_policy

import data.policies.lib.finding
import data.policies.lib.k8s
import data.policies.lib.values

# Nothing in the namespace has one: said once.
deny contains finding.on(first.resource, ["metadata", "name"], message) if {
	some namespace, workloads in _by_namespace

	not _has_policies(namespace)
	first := sort(workloads)[0].workload
	message := $"{first.resource.address} is selected by no NetworkPolicy{_others(count(workloads) - 1)}"
}

deny contains finding.on(workload.resource, ["metadata", "name"], message) if {
	some workload in _workloads

	_has_policies(_name(workload.namespace))
	not _is_selected(workload)
	message := $"{workload.resource.address} is selected by no NetworkPolicy, others of its namespace are"
}

# Jobs are left out: they listen to nobody.
_workloads := [workload |
	some workload in array.concat(k8s.workloads, _lone_pods)
	not _is_of_the_node(workload)
]

# On the host's network no NetworkPolicy reaches a pod; what needs no host should leave it first, and have one then.
_is_of_the_node(workload) if {
	values.is_on(workload.pod.spec, "hostNetwork")
	k8s.group_and_kind(workload.resource.type) in {"/Pod", "apps/DaemonSet"}
}

_lone_pods := [workload |
	some pod in k8s.pods
	k8s.group_and_kind(pod.resource.type) == "/Pod"
	workload := {"resource": pod.resource, "pod": pod, "labels": k8s.labels(pod), "namespace": pod.resource.namespace}
]

_others(0) := ""

_others(count) := $", nor are {count} others of its namespace" if count > 0

_by_namespace[namespace] contains {"address": workload.resource.address, "workload": workload} if {
	some workload in _workloads
	namespace := _name(workload.namespace)
}

_name(namespace) := namespace if is_string(namespace)

_name(null) := ""

_policies := k8s.of_kinds([
	"networking.k8s.io/NetworkPolicy", "cilium.io/CiliumNetworkPolicy", "cilium.io/CiliumClusterwideNetworkPolicy",
	"crd.projectcalico.org/NetworkPolicy", "crd.projectcalico.org/GlobalNetworkPolicy",
	"projectcalico.org/GlobalNetworkPolicy", "projectcalico.org/NetworkPolicy",
])

_has_policies(namespace) if {
	some policy in _policies
	_covers(policy, namespace)
}

_covers(policy, _) if policy.namespace == null

_covers(policy, namespace) if policy.namespace == namespace

_covers(policy, "") if policy.namespace != null

_is_selected(workload) if {
	some policy in _policies
	k8s.same_namespace(policy.namespace, workload.namespace)
	_selects(policy, workload.labels)
}

_selects(policy, labels) if {
	k8s.group_and_kind(policy.type) == "networking.k8s.io/NetworkPolicy"
	k8s.selects(object.get(policy.after, ["spec", "podSelector"], {}), labels)
}

_selects(policy, labels) if {
	_is_cilium(policy)
	k8s.selects(policy.after.spec.endpointSelector, labels)
}

# Other kinds have selectors of their own, and Cilium's may name where labels come from: the benefit of the doubt.
_selects(policy, _) if {
	k8s.group_and_kind(policy.type) != "networking.k8s.io/NetworkPolicy"
	not _is_plain(policy)
}

_is_plain(policy) if {
	_is_cilium(policy)
	selector := policy.after.spec.endpointSelector
	every key, _ in object.get(selector, "matchLabels", {}) { not contains(key, ":") }
	every expression in object.get(selector, "matchExpressions", []) { not contains(expression.key, ":") }
}

_is_cilium(policy) if startswith(policy.type, "cilium.io/")
