# METADATA
# title: Container takes a port of its node
# description: |
#   Everybody who reaches the node reaches the container, past Services and network policies, and only one such pod
#   fits on a node.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
#     description: Pod security standards
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Remove `hostPort`, and reach the pod through a Service.
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
#     - k8s-host-port
#   frameworks:
#     cis-kubernetes-1.8:
#       - "5.2.13"
#     nist-800-53:
#       - "SC-7"
#     pod-security-standards:
#       - "baseline"
package policies.kubernetes.pod.host_port

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(container.resource, path, message) if {
	some container in k8s.containers

	some index, port in container.spec.ports
	is_number(port.hostPort)
	port.hostPort > 0
	path := array.concat(container.path, ["ports", index, "hostPort"])
	message := $"{container.resource.address}: container {container.name} takes port {port.hostPort} of its node"
}
