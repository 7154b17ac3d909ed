# METADATA
# title: Container has no liveness or readiness probe
# description: |
#   Without a readiness probe requests reach pods that are not ready; without a liveness probe a program that hangs
#   stays as it is.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
#     description: Probes
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Add `readinessProbe`, and `livenessProbe` where a restart helps.
#   resources:
#     - apps.openshift.io/*
#     - apps/*
#     - argoproj.io/*
#     - batch/*
#     - extensions/*
#     - serving.knative.dev/*
#     - v1/Pod
#     - v1/PodTemplate
#     - v1/ReplicationController
#   topics:
#     - k8s-probes
#   frameworks:
#     nist-800-53:
#       - "SI-13"
#     soc2:
#       - "A1.2"
package policies.kubernetes.pod.probes

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(container.resource, container.path, message) if {
	some container in k8s.containers

	container.field == "containers"
	not k8s.group_and_kind(container.resource.type) in _ending
	missing := [name |
		some name in ["livenessProbe", "readinessProbe"]
		object.get(container.spec, name, null) == null
		not k8s.is_unknown(container, [name])
	]
	count(missing) > 0
	message := $"{container.resource.address}: container {container.name} has no {concat(" and no ", missing)}"
}

# They end by themselves, or have probes by default.
_ending := {"batch/CronJob", "batch/Job", "serving.knative.dev/Configuration", "serving.knative.dev/Service"}
