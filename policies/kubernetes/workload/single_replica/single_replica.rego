# METADATA
# title: Production stands still during a roll-out
# description: |
#   The only replica is ended before the new one is ready: every deployment is an outage.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy
#     description: Strategies of Deployments
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: 'Run two replicas or more, or set `maxUnavailable: 0` with `maxSurge: 1`.'
#   resources:
#     - apps/*
#     - argoproj.io/*
#   topics:
#     - k8s-single-replica-prod
#   frameworks:
#     nist-800-53:
#       - "CP-10"
#     soc2:
#       - "A1.2"
package policies.kubernetes.workload.single_replica

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(workload.resource, ["spec", "strategy"], message) if {
	some workload in k8s.workloads

	workload.kind == "apps/Deployment"
	workload.replicas == 1
	k8s.is_production(workload.resource)
	strategy := object.get(workload.resource.after, ["spec", "strategy"], {})
	reason := _reason(strategy)
	not _has_disk(workload)
	message := $"{workload.resource.address} has one replica in production, and {reason}"
}

_reason(strategy) := "Recreate ends it first" if strategy.type == "Recreate"

_reason(strategy) := $"maxUnavailable {strategy.rollingUpdate.maxUnavailable} ends it first" if {
	not strategy.rollingUpdate.maxUnavailable in {0, "0", "0%"}
	_is_all(strategy.rollingUpdate.maxUnavailable)
}

_is_all(number) if {
	is_number(number)
	number >= 1
}

# A part of one is rounded down.
_is_all("100%")

# A disk that only one pod can have leaves no other way.
_has_disk(workload) if {
	some volume in workload.pod.spec.volumes
	volume.persistentVolumeClaim
}
