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

# These, all below and all above: who mounts /var has /var/run too.
_sensitive := {
	"/bin",
	"/boot",
	"/dev",
	"/etc",
	"/home",
	"/lib",
	"/lib64",
	"/proc",
	"/root",
	"/run",
	"/sbin",
	"/sys",
	"/usr",
	"/var/lib/containerd",
	"/var/lib/docker",
	"/var/lib/etcd",
	"/var/lib/kubelet",
	"/var/run",
}

# Public on every node, and of no use to an attacker: time zone, its system, certificate authorities, log and tunnel
# devices.
_harmless := {
	"/dev/log",
	"/dev/net/tun",
	"/etc/localtime",
	"/etc/machine-id",
	"/etc/os-release",
	"/etc/pki/ca-trust",
	"/etc/ssl/certs",
	"/etc/timezone",
	"/run/xtables.lock",
	"/usr/lib/os-release",
	"/usr/share/ca-certificates",
	"/usr/share/zoneinfo",
}

deny contains finding.on(pod.resource, path, message) if {
	some pod in k8s.pods

	some index, volume in pod.spec.volumes
	_is_sensitive(volume.hostPath.path)
	not endswith(volume.hostPath.path, ".sock")
	path := array.concat(pod.path, ["volumes", index, "hostPath", "path"])
	message := $"{pod.resource.address} mounts {volume.hostPath.path} of its node"
}

# The rest of a node's files is nobody's business either, but a way to root only where it is written with care.
warn contains finding.on(pod.resource, path, message) if {
	some pod in k8s.pods

	some index, volume in pod.spec.volumes
	is_string(volume.hostPath.path)
	volume.hostPath.path != ""
	not _is_sensitive(volume.hostPath.path)
	not _is_harmless(volume.hostPath.path)
	not endswith(volume.hostPath.path, ".sock")
	path := array.concat(pod.path, ["volumes", index, "hostPath", "path"])
	message := $"{pod.resource.address} mounts {volume.hostPath.path} of its node; expected a volume of its own"
}

_is_sensitive(path) if {
	some sensitive in _sensitive
	_is_below(path, sensitive)
	not _is_harmless(path)
}

_is_sensitive(path) if {
	some sensitive in _sensitive
	_is_below(sensitive, path)
}

_is_harmless(path) if {
	some harmless in _harmless
	_is_below(path, harmless)
}

_is_below(path, directory) if startswith($"{trim_right(path, "/")}/", $"{trim_right(directory, "/")}/")
