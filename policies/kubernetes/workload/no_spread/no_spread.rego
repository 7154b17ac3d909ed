# METADATA
# title: Replicas may all be on one node
# description: |
#   When the node fails, all of them are gone: replicas only help where they are apart.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
#     description: Spreading pods
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Add `topologySpreadConstraints` over `kubernetes.io/hostname`, or a `podAntiAffinity`.
#   resources:
#     - apps.openshift.io/*
#     - apps/*
#     - argoproj.io/*
#     - autoscaling/*
#     - keda.sh/*
#     - v1/ReplicationController
#   topics:
#     - k8s-no-spread
#   frameworks:
#     nist-800-53:
#       - "CP-10"
#     soc2:
#       - "A1.2"
package policies.kubernetes.workload.no_spread

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(workload.resource, path, message) if {
	some workload in k8s.workloads

	workload.kind in _kinds
	replicas := k8s.least(workload)
	replicas > 1
	not _is_spread(workload)
	path := array.concat(workload.pod.path, ["topologySpreadConstraints"])
	message := $"{workload.resource.address} has {_least(workload)}{replicas} replicas that may share one node"
}

_is_spread(workload) if count(workload.pod.spec.topologySpreadConstraints) > 0

# Apart from others is not apart from each other.
_is_spread(workload) if {
	some term in _terms(workload.pod.spec.affinity.podAntiAffinity)
	k8s.selects(object.get(term, "labelSelector", {}), workload.labels)
}

_terms(affinity) := array.concat(
	[term | some term in affinity.requiredDuringSchedulingIgnoredDuringExecution],
	[preferred.podAffinityTerm | some preferred in affinity.preferredDuringSchedulingIgnoredDuringExecution],
)

# An autoscaler may add more.
_least(workload) := "at least " if workload.replicas == null

_least(workload) := "" if workload.replicas != null

_kinds := {"apps.openshift.io/DeploymentConfig", "apps/Deployment", "apps/StatefulSet", "argoproj.io/Rollout"}
