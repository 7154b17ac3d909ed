# METADATA
# title: Pod sees the processes of its node
# description: |
#   The pod can watch every process of the node and read their environments, where secrets are; with a little more it
#   can end or trace them.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
#     description: Pod security standards
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Remove `hostPID`.
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
#     - k8s-host-pid
#   frameworks:
#     cis-kubernetes-1.8:
#       - "5.2.3"
#     nist-800-53:
#       - "AC-6"
#     pod-security-standards:
#       - "baseline"
package policies.kubernetes.pod.host_pid

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.k8s

deny contains fix.set(finding.on(pod.resource, path, message), path, false) if {
	some pod in k8s.pods

	pod.spec.hostPID == true
	path := array.concat(pod.path, ["hostPID"])
	message := $"{pod.resource.address} sets hostPID; expected it to be absent or false"
}
