# METADATA
# title: Container requests no CPU
# description: |
#   The scheduler takes it for a container that needs none: nodes are filled beyond what they have, and it gets what the
#   others leave.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
#     description: Requests and limits
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `cpu` in `resources.requests`.
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
#     - k8s-requests
#   frameworks:
#     nist-800-53:
#       - "SC-6"
#     soc2:
#       - "A1.1"
#   aliases:
#     - kubernetes.pod.requests
package policies.kubernetes.pod.cpu_request

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(container.resource, path, message) if {
	some container in k8s.without_request("cpu")

	path := array.concat(container.path, ["resources"])
	message := $"{container.resource.address}: container {container.name} requests no cpu"
}
