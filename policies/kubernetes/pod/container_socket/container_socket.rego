# METADATA
# title: Pod mounts the socket of the container runtime
# description: |
#   Whoever can talk to the container runtime can start a privileged container, and so owns the node.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
#     description: Pod security standards
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: Remove the volume; build images with a tool that needs no runtime socket.
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
#     - k8s-container-socket
#   frameworks:
#     cis-kubernetes-1.8:
#       - "5.2.12"
#     nist-800-53:
#       - "AC-6"
#     pod-security-standards:
#       - "baseline"
package policies.kubernetes.pod.container_socket

import data.policies.lib.finding
import data.policies.lib.k8s

_sockets := {"cri-dockerd.sock", "crio.sock", "containerd.sock", "docker.sock", "dockershim.sock", "podman.sock"}

deny contains finding.on(pod.resource, path, message) if {
	some pod in k8s.pods

	some index, volume in pod.spec.volumes
	steps := split(volume.hostPath.path, "/")
	steps[count(steps) - 1] in _sockets
	path := array.concat(pod.path, ["volumes", index, "hostPath", "path"])
	message := $"{pod.resource.address} mounts {volume.hostPath.path} (a container runtime)"
}
