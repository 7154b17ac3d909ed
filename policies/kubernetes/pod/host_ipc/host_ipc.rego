# METADATA
# title: Pod shares the memory segments of its node
# description: |
#   The pod can read and write shared memory of the node and of other pods that share it.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
#     description: Pod security standards
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Remove `hostIPC`.
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
#     - k8s-host-ipc
#   frameworks:
#     cis-kubernetes-1.8:
#       - "5.2.4"
#     nist-800-53:
#       - "AC-6"
#     pod-security-standards:
#       - "baseline"
package policies.kubernetes.pod.host_ipc

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.k8s

deny contains fix.set(finding.on(pod.resource, path, message), path, false) if {
	some pod in k8s.pods

	pod.spec.hostIPC == true
	path := array.concat(pod.path, ["hostIPC"])
	message := $"{pod.resource.address} sets hostIPC; expected it to be absent or false"
}
