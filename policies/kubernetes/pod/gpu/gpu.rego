# METADATA
# title: GPU is asked for without a place for it
# description: |
#   A pod that asks for a GPU without a limit is refused, and one without a toleration or a node selector waits, or
#   takes an expensive node from those that need it.
# related_resources:
#   - ref: https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/
#     description: GPUs
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set the GPU in `resources.limits`, and name the nodes by `nodeSelector` or `tolerations`.
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
#     - k8s-gpu-unbounded
#   frameworks:
#     nist-800-53:
#       - "SC-6"
package policies.kubernetes.pod.gpu

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(container.resource, array.concat(container.path, ["resources"]), message) if {
	some container in k8s.containers

	some name, _ in container.spec.resources.requests
	_is_gpu(name)
	object.get(container.spec, ["resources", "limits", name], null) == null
	message := $"{container.resource.address}: container {container.name} requests {name} without a limit"
}

deny contains finding.on(container.resource, array.concat(container.path, ["resources"]), message) if {
	some container in k8s.containers

	some name, _ in container.spec.resources.limits
	_is_gpu(name)
	not _is_placed(container.pod.spec)
	message := $"{container.resource.address}: container {container.name} takes {name} on whatever node has one"
}

_is_gpu(name) if regex.match(`^(nvidia|amd|gpu\.intel|habana)\.(com|ai)/|/gpu$|/neuron|^google\.com/tpu`, name)

_is_placed(spec) if count(spec.nodeSelector) > 0

_is_placed(spec) if count(spec.tolerations) > 0

_is_placed(spec) if count(spec.affinity.nodeAffinity) > 0

_is_placed(spec) if spec.nodeName

_is_placed(spec) if spec.runtimeClassName
