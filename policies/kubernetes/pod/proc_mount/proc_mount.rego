# METADATA
# title: Container sees all of /proc
# description: |
#   Parts of /proc that are hidden from containers, because the kernel can be changed through them, can be read and
#   written.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
#     description: Pod security standards
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Remove `procMount`.
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
#     - k8s-proc-mount
#   frameworks:
#     nist-800-53:
#       - "AC-6"
#     pod-security-standards:
#       - "baseline"
package policies.kubernetes.pod.proc_mount

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(container.resource, path, message) if {
	some container in k8s.containers

	container.spec.securityContext.procMount == "Unmasked"
	path := array.concat(container.path, ["securityContext", "procMount"])
	message := $"{container.resource.address}: container {container.name} sets procMount: Unmasked; expected Default"
}
