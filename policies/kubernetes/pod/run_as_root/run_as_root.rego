# METADATA
# title: Container may run as root
# description: |
#   A process that is root in its container is root on the node as soon as anything lets it out: a flaw in the runtime
#   or the kernel, or a mounted path.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
#     description: Pod security standards
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: 'Set `runAsNonRoot: true`, and `runAsUser` where the image names no user by number.'
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
#     - k8s-run-as-root
#   frameworks:
#     cis-kubernetes-1.8:
#       - "5.2.7"
#     nist-800-53:
#       - "AC-6"
#     pod-security-standards:
#       - "restricted"
package policies.kubernetes.pod.run_as_root

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.k8s

deny contains finding.on(container.resource, path, message) if {
	some container in k8s.containers

	user := k8s.security(container, "runAsUser")
	user == 0
	path := array.concat(container.path, ["securityContext", "runAsUser"])
	message := $"{container.resource.address}: container {container.name} runs as root (runAsUser: 0)"
}

deny contains fix.set(finding.on(container.resource, path, message), path, true) if {
	some container in k8s.containers

	not _is_non_root(container)
	not k8s.is_windows(container.pod)
	not _is_unknown(container)
	path := array.concat(container.path, ["securityContext", "runAsNonRoot"])
	message := $"{container.resource.address}: container {container.name} may run as root; expected runAsNonRoot: true"
}

_is_non_root(container) if k8s.security(container, "runAsNonRoot") == true

# User 0 has a finding of its own.
_is_non_root(container) if is_number(k8s.security(container, "runAsUser"))

_is_unknown(container) if {
	some part in [container, container.pod]
	some field in ["runAsNonRoot", "runAsUser"]
	k8s.is_unknown(part, ["securityContext", field])
}
