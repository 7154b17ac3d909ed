# METADATA
# title: Container runs as a user that the node may have too
# description: |
#   Where the wall between container and node breaks, the program is the user of the same number there; numbers below
#   10000 belong to users and services of nodes.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
#     description: Pod security standards
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Set `runAsUser` to 10000 or more.
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
#     - k8s-low-uid
#   frameworks:
#     cis-kubernetes-1.8:
#       - "5.2.7"
package policies.kubernetes.pod.low_uid

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(container.resource, array.concat(place.path, ["securityContext", "runAsUser"]), message) if {
	some container in k8s.containers

	not _has_users_of_its_own(container.pod)
	place := _place(container)
	user := place.spec.securityContext.runAsUser
	is_number(user)
	user > 0 # root has a policy of its own
	user < 10000
	message := $"{container.resource.address}: container {container.name} runs as user {user}; expected 10000 or more"
}

# Most images bring a user of the first thousand, or root.
deny contains finding.on(container.resource, path, message) if {
	some container in k8s.containers

	not k8s.is_windows(container.pod)
	not _has_users_of_its_own(container.pod)
	every part in [container, container.pod] {
		object.get(part.spec, ["securityContext", "runAsUser"], null) == null
		not k8s.is_unknown(part, ["securityContext", "runAsUser"])
	}
	path := array.concat(container.path, ["securityContext", "runAsUser"])
	message := $"{container.resource.address}: container {container.name} runs as its image says; expected runAsUser"
}

_place(container) := container if is_number(container.spec.securityContext.runAsUser)

_place(container) := container.pod if object.get(container.spec, ["securityContext", "runAsUser"], null) == null

# A user of the pod is another one on the node.
_has_users_of_its_own(pod) if pod.spec.hostUsers == false
