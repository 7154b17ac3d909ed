# METADATA
# title: Default service account is used for something
# description: |
#   Every pod of the namespace that names no other account has the same rights, also those that are added next year.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/service-accounts/
#     description: Service accounts
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Make a service account for the workload, and name it.
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
#     - rbac.authorization.k8s.io/*
#     - serving.knative.dev/*
#     - serving.kserve.io/*
#     - trainer.kubeflow.org/*
#     - v1/Pod
#     - v1/PodTemplate
#     - v1/ReplicationController
#   topics:
#     - k8s-default-service-account
#   frameworks:
#     cis-kubernetes-1.8:
#       - "5.1.5"
#     nist-800-53:
#       - "AC-6"
package policies.kubernetes.rbac.default_service_account

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(binding, ["subjects", index, "name"], message) if {
	some binding in k8s.of_kinds([
		"rbac.authorization.k8s.io/ClusterRoleBinding",
		"rbac.authorization.k8s.io/RoleBinding",
	])

	some index, subject in binding.after.subjects
	subject.kind == "ServiceAccount"
	subject.name == "default"
	message := $"{binding.address} gives {binding.after.roleRef.name} to the default service account"
}

deny contains finding.on(pod.resource, path, message) if {
	some pod in k8s.pods

	pod.spec.serviceAccountName == "default"
	path := array.concat(pod.path, ["serviceAccountName"])
	message := $"{pod.resource.address} names the default service account; expected one of its own"
}
