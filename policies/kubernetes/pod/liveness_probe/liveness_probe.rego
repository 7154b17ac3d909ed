# METADATA
# title: Container has no liveness probe
# description: |
#   A program that hangs stays as it is until somebody notices.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
#     description: Probes
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Add a `livenessProbe` where a restart helps.
#   resources:
#     - apps.kruise.io/*
#     - apps.openshift.io/*
#     - apps/*
#     - argoproj.io/*
#     - batch.volcano.sh/*
#     - batch/*
#     - extensions/*
#     - jobset.x-k8s.io/*
#     - kubeflow.org/*
#     - leaderworkerset.x-k8s.io/*
#     - machinelearning.seldon.io/*
#     - ray.io/*
#     - serving.knative.dev/*
#     - serving.kserve.io/*
#     - trainer.kubeflow.org/*
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
#   aliases:
#     - kubernetes.pod.probes
package policies.kubernetes.pod.liveness_probe

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(container.resource, container.path, message) if {
	some container in k8s.without_probe("livenessProbe")

	message := $"{container.resource.address}: container {container.name} has no livenessProbe"
}
