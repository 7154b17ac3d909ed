# METADATA
# title: Disruption budget lets no pod go
# description: |
#   Nodes cannot be drained: upgrades of the cluster wait for ever, or somebody ends the pods by force.
# related_resources:
#   - ref: https://kubernetes.io/docs/tasks/run-application/configure-pdb/
#     description: Disruption budgets
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: 'Set `maxUnavailable: 1`, or `minAvailable` below the number of replicas.'
#   resources:
#     - policy/*
#   topics:
#     - k8s-pdb-blocks-drain
#   frameworks:
#     nist-800-53:
#       - "CP-10"
#     soc2:
#       - "A1.2"
package policies.kubernetes.workload.blocking_disruption_budget

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(budget, ["spec", "maxUnavailable"], message) if {
	some budget in k8s.of_kinds(["policy/PodDisruptionBudget"])

	budget.after.spec.maxUnavailable in {0, "0", "0%"}
	message := $"{budget.address} has maxUnavailable {budget.after.spec.maxUnavailable}; expected 1 or more"
}

deny contains finding.on(budget, ["spec", "minAvailable"], message) if {
	some budget in k8s.of_kinds(["policy/PodDisruptionBudget"])

	least := budget.after.spec.minAvailable
	endswith(least, "%")
	to_number(trim_suffix(least, "%")) >= 100
	message := $"{budget.address} has minAvailable {least}; expected less"
}

deny contains finding.on(budget, ["spec", "minAvailable"], message) if {
	some budget in k8s.of_kinds(["policy/PodDisruptionBudget"])

	is_number(budget.after.spec.minAvailable)
	some workload in k8s.workloads
	replicas := k8s.least(workload)
	k8s.same_namespace(budget.namespace, workload.namespace)
	k8s.selects(budget.after.spec.selector, workload.labels)
	replicas > 0
	budget.after.spec.minAvailable >= replicas
	least := budget.after.spec.minAvailable
	message := $"{budget.address} has minAvailable {least}, and {workload.resource.address} has no more"
}
