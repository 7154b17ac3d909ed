# METADATA
# title: Container adds dangerous capabilities
# description: |
#   Each capability is a part of root's power; those beyond the default set let a container load kernel modules,
#   change the network of the node or trace other processes.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
#     description: Pod security standards
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Remove the capability from `add`; ask which system call needs it before granting it.
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
#     - k8s-added-capabilities
#   frameworks:
#     cis-kubernetes-1.8:
#       - "5.2.9"
#     nist-800-53:
#       - "AC-6"
#     pod-security-standards:
#       - "baseline"
package policies.kubernetes.pod.added_capabilities

import data.policies.lib.finding
import data.policies.lib.k8s

# What the baseline profile of the pod security standards lets a container add.
_allowed := {
	"AUDIT_WRITE",
	"CHOWN",
	"DAC_OVERRIDE",
	"FOWNER",
	"FSETID",
	"KILL",
	"MKNOD",
	"NET_BIND_SERVICE",
	"SETFCAP",
	"SETGID",
	"SETPCAP",
	"SETUID",
	"SYS_CHROOT",
}

deny contains finding.on(container.resource, path, message) if {
	some container in k8s.containers

	added := [name | some name in container.spec.securityContext.capabilities.add; not _is_allowed(name)]
	count(added) > 0
	path := array.concat(container.path, ["securityContext", "capabilities", "add"])
	names := concat(", ", added)
	message := $"{container.resource.address}: container {container.name} adds {names}; expected none"
}

_is_allowed(name) if trim_prefix(upper(name), "CAP_") in _allowed
