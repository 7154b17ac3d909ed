# METADATA
# title: Container has no CPU limit
# description: |
#   A container that goes wild takes what the other pods of its node have not requested, and the bill of the nodes
#   follows.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
#     description: Requests and limits
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Set `resources.limits.cpu`, or switch this policy off where requests alone are the rule.
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
#     - k8s-cpu-limits
#   frameworks:
#     nist-800-53:
#       - "SC-5"
#       - "SC-6"
#     soc2:
#       - "A1.1"
package policies.kubernetes.pod.cpu_limit

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(container.resource, path, message) if {
	some container in k8s.containers

	container.field in {"containers", "initContainers"}
	object.get(container.spec, ["resources", "limits", "cpu"], null) == null
	not k8s.is_unknown(container, ["resources", "limits", "cpu"])
	path := array.concat(container.path, ["resources"])
	message := $"{container.resource.address}: container {container.name} has no resources.limits.cpu"
}
