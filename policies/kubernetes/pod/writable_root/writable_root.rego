# METADATA
# title: Root filesystem of a container can be written
# description: |
#   Whoever breaks into the program can change it, and put tools beside it that survive as long as the container.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
#     description: Pod security standards
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: 'Set `readOnlyRootFilesystem: true`, and mount an `emptyDir` where the program writes.'
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
#     - k8s-readonly-rootfs
#   frameworks:
#     cis-kubernetes-1.8:
#       - "5.7.3"
#     nist-800-53:
#       - "CM-5"
#       - "SI-7"
package policies.kubernetes.pod.writable_root

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.k8s

deny contains fix.set(finding.on(container.resource, path, message), path, true) if {
	some container in k8s.containers

	not container.spec.securityContext.readOnlyRootFilesystem == true
	not k8s.is_windows(container.pod)
	not k8s.is_unknown(container, ["securityContext", "readOnlyRootFilesystem"])
	path := array.concat(container.path, ["securityContext", "readOnlyRootFilesystem"])
	message := $"{container.resource.address}: container {container.name} can write to its root filesystem"
}
