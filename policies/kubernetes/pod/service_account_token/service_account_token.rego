# METADATA
# title: Pod has a token that it does not need
# description: |
#   Whoever breaks into the pod can talk to the API server as its service account. Most programs never do.
# related_resources:
#   - ref: https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/
#     description: Service accounts of pods
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: 'Set `automountServiceAccountToken: false`, or name a service account whose rights are needed.'
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
#     - k8s-sa-token-automount
#     - k8s-default-service-account
#   frameworks:
#     cis-kubernetes-1.8:
#       - "5.1.5"
#       - "5.1.6"
#     nist-800-53:
#       - "AC-6"
package policies.kubernetes.pod.service_account_token

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(pod.resource, path, message) if {
	some pod in k8s.pods

	not pod.spec.automountServiceAccountToken == false
	not k8s.is_unknown(pod, ["automountServiceAccountToken"])
	not k8s.is_unknown(pod, ["serviceAccountName"])
	account := k8s.service_account(pod)
	not _is_off(pod, account)
	_is_needless(pod, account)
	path := array.concat(pod.path, ["automountServiceAccountToken"])
	message := $"{pod.resource.address} mounts the token of {account}; expected automountServiceAccountToken: false"
}

# Every namespace may have one of that name.
_accounts[resource.name] contains resource if some resource in k8s.of_kinds(["/ServiceAccount"])

_declared(pod, account) := [resource |
	some resource in _accounts[account]
	k8s.same_namespace(resource.namespace, pod.resource.namespace)
]

# What the pod says itself overrules its account.
_is_off(pod, account) if {
	not pod.spec.automountServiceAccountToken == true
	some declared in _declared(pod, account)
	declared.after.automountServiceAccountToken == false
}

_is_needless(_, "default") if not "default" in _bound

# Declared here, and neither bound to a role here nor to an identity of a cloud.
_is_needless(pod, account) if {
	account != "default"
	some declared in _declared(pod, account)
	not account in _bound
	not regex.match(`/role-arn|iam\.gke\.io|azure\.workload\.identity`, concat(" ", object.keys(_annotations(declared))))
}

_annotations(resource) := object.get(resource.after, ["metadata", "annotations"], {})

_bound := {subject.name |
	some binding in k8s.of_kinds([
		"rbac.authorization.k8s.io/ClusterRoleBinding",
		"rbac.authorization.k8s.io/RoleBinding",
	])
	some subject in binding.after.subjects
	subject.kind == "ServiceAccount"
}
