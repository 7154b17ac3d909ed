# METADATA
# title: Container may ask its kernel for anything
# description: |
#   Without a seccomp profile every system call is allowed, also the many that programs never need and in which holes
#   of the kernel are found.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
#     description: Pod security standards
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: 'Set `seccompProfile: {type: RuntimeDefault}` in the security context of the pod.'
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
#     - k8s-seccomp
#   frameworks:
#     cis-kubernetes-1.8:
#       - "5.7.2"
#     pod-security-standards:
#       - "restricted"
package policies.kubernetes.pod.seccomp

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.k8s

deny contains fix.set(finding.on(container.resource, path, message), path, "RuntimeDefault") if {
	some container in k8s.containers

	not _has_profile(container)
	not k8s.is_windows(container.pod)
	every part in [container, container.pod] { not k8s.is_unknown(part, ["securityContext", "seccompProfile"]) }
	path := array.concat(container.path, ["securityContext", "seccompProfile", "type"])
	message := $"{container.resource.address}: container {container.name} has no seccomp profile"
}

_has_profile(container) if {
	profile := k8s.security(container, "seccompProfile")
	profile.type in {"RuntimeDefault", "Localhost"}
}

# How it was written before Kubernetes 1.19.
_has_profile(container) if {
	annotations := k8s.annotations(container.pod)
	some key in [$"{_old}/pod", $"container.{_old}/{container.name}"]
	regex.match(`^(runtime/default|docker/default|localhost/.+)$`, annotations[key])
}

_old := "seccomp.security.alpha.kubernetes.io"
