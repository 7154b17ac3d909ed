# METADATA
# title: Pod changes its kernel
# description: |
#   Most sysctls are shared with the node or can bring it down; only a few concern the pod alone.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
#     description: Pod security standards
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Remove the sysctl, or set it on the nodes that need it.
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
#     - k8s-sysctls
#   frameworks:
#     nist-800-53:
#       - "CM-6"
#     pod-security-standards:
#       - "baseline"
package policies.kubernetes.pod.sysctls

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(pod.resource, path, message) if {
	some pod in k8s.pods

	some index, sysctl in pod.spec.securityContext.sysctls
	is_string(sysctl.name)
	not replace(sysctl.name, "/", ".") in _safe
	path := array.concat(pod.path, ["securityContext", "sysctls", index, "name"])
	message := $"{pod.resource.address} sets the sysctl {sysctl.name}, which concerns more than the pod"
}

_safe := {
	"kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_local_reserved_ports",
	"net.ipv4.ip_unprivileged_port_start", "net.ipv4.ping_group_range", "net.ipv4.tcp_fin_timeout",
	"net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes", "net.ipv4.tcp_keepalive_time",
	"net.ipv4.tcp_rmem", "net.ipv4.tcp_syncookies", "net.ipv4.tcp_wmem",
}
