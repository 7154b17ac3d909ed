# METADATA
# title: Workload runs in the default namespace
# description: |
#   What belongs together cannot be told apart: quotas, network policies and rights hold for a namespace, and
#   everybody deploys into this one by mistake.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/
#     description: Namespaces
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Give the workload a namespace of its own.
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
#     - k8s-default-namespace
#   frameworks:
#     cis-kubernetes-1.8:
#       - "5.7.4"
#     nist-800-53:
#       - "AC-4"
package policies.kubernetes.pod.default_namespace

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(pod.resource, ["metadata", "namespace"], message) if {
	some pod in k8s.pods

	pod.resource.namespace == "default"
	message := $"{pod.resource.address} runs in the namespace default; expected one of its own"
}

# Said once: the namespace may come from an overlay or the command line.
warn contains finding.on(first, ["metadata", "name"], message) if {
	without := [pod.resource | some pod in k8s.pods; is_null(pod.resource.namespace); not _is_of_cluster(pod.resource)]
	count(without) > 0
	first := without[0]
	all := count({resource.address | some resource in without})
	message := $"{first.address} names no namespace, so that it may run in default ({all} like it here)"
}

# What belongs to no namespace, such as a ClusterTrainingRuntime.
_is_of_cluster(resource) if contains(resource.type, "/Cluster")
