# METADATA
# title: Pod mounts a sensitive path of its node
# description: |
#   Through the root of the node, its configuration or its runtime directories a container reads the secrets of other
#   pods and writes what the node runs as root.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
#     description: Pod security standards
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Use a persistent volume, a config map or an emptyDir instead.
#   resources:
#     - apps/*
#     - batch/*
#     - extensions/*
#     - v1/Pod
#     - v1/PodTemplate
#     - v1/ReplicationController
#   topics:
#     - k8s-hostpath-sensitive
#   frameworks:
#     cis-kubernetes-1.8:
#       - "5.2.12"
#     nist-800-53:
#       - "AC-6"
#     pod-security-standards:
#       - "baseline"
package policies.kubernetes.pod.host_path

import data.policies.lib.finding
import data.policies.lib.k8s

# These and all below; the root itself is meant alone.
_sensitive := {
	"/boot",
	"/dev",
	"/etc",
	"/home",
	"/proc",
	"/root",
	"/run",
	"/sys",
	"/usr",
	"/var/lib/docker",
	"/var/lib/kubelet",
	"/var/run",
}

deny contains finding.on(pod.resource, path, message) if {
	some pod in k8s.pods

	some index, volume in pod.spec.volumes
	_is_sensitive(volume.hostPath.path)
	not endswith(volume.hostPath.path, ".sock")
	path := array.concat(pod.path, ["volumes", index, "hostPath", "path"])
	message := $"{pod.resource.address} mounts {volume.hostPath.path} of its node"
}

_is_sensitive(path) if trim_right(path, "/") == ""

_is_sensitive(path) if {
	some sensitive in _sensitive
	startswith($"{trim_right(path, "/")}/", $"{sensitive}/")
}
