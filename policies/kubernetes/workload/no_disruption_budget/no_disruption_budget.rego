# METADATA
# title: Nothing keeps a replica during maintenance
# description: |
#   When nodes are drained, all replicas may be taken away at the same time.
# related_resources:
#   - ref: https://kubernetes.io/docs/tasks/run-application/configure-pdb/
#     description: Disruption budgets
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: 'Add a PodDisruptionBudget with `maxUnavailable: 1` that selects the pods.'
#   resources:
#     - apps.openshift.io/*
#     - apps/*
#     - argoproj.io/*
#     - autoscaling/*
#     - keda.sh/*
#     - v1/ReplicationController
#     - policy/*
#   topics:
#     - k8s-pdb
#   frameworks:
#     nist-800-53:
#       - "CP-10"
#     soc2:
#       - "A1.2"
package policies.kubernetes.workload.no_disruption_budget

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(workload.resource, ["spec", "replicas"], message) if {
	some workload in k8s.workloads

	workload.kind in _kinds
	replicas := k8s.least(workload)
	replicas > 1
	not _has_budget(workload)
	message := $"{workload.resource.address} has {_least(workload)}{replicas} replicas and no PodDisruptionBudget"
}

_has_budget(workload) if {
	some budget in k8s.of_kinds(["policy/PodDisruptionBudget"])
	k8s.same_namespace(budget.namespace, workload.namespace)
	k8s.selects(budget.after.spec.selector, workload.labels)
}

# An autoscaler may add more.
_least(workload) := "at least " if workload.replicas == null

_least(workload) := "" if workload.replicas != null

_kinds := {"apps.openshift.io/DeploymentConfig", "apps/Deployment", "apps/StatefulSet", "argoproj.io/Rollout"}
