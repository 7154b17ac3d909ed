# METADATA
# title: Container has no memory limit
# description: |
#   A container without a limit takes memory until the node runs out, and the kernel then ends processes of other
#   pods.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
#     description: Requests and limits
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `resources.limits.memory`.
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
#     - k8s-memory-limits
#   frameworks:
#     nist-800-53:
#       - "SC-5"
#       - "SC-6"
#     soc2:
#       - "A1.1"
package policies.kubernetes.pod.memory_limit

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(container.resource, path, message) if {
	some container in k8s.containers

	container.field in {"containers", "initContainers"}
	object.get(container.spec, ["resources", "limits", "memory"], null) == null
	not k8s.is_unknown(container, ["resources", "limits", "memory"])
	path := array.concat(container.path, ["resources"])
	message := $"{container.resource.address}: container {container.name} has no resources.limits.memory"
}
