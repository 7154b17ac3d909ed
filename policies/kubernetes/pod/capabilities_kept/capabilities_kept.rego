# METADATA
# title: Container keeps capabilities that it does not need
# description: |
#   By default a container has a dozen capabilities, among them NET_RAW with which it can forge packets inside of the
#   cluster. Most programs need none.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
#     description: Pod security standards
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: 'Set `capabilities.drop: ["ALL"]`, and add back what is needed.'
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
#     - k8s-drop-capabilities
#   frameworks:
#     cis-kubernetes-1.8:
#       - "5.2.8"
#       - "5.2.10"
#     nist-800-53:
#       - "AC-6"
#     pod-security-standards:
#       - "restricted"
package policies.kubernetes.pod.capabilities_kept

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.k8s

deny contains fix.set(found, array.concat(path, ["drop"]), ["ALL"]) if {
	some container in k8s.containers

	not _drops(container)
	not k8s.is_windows(container.pod)
	not k8s.is_unknown(container, ["securityContext", "capabilities", "drop"])
	path := array.concat(container.path, ["securityContext", "capabilities"])
	message := $"{container.resource.address}: container {container.name} drops no capabilities; expected drop: [ALL]"
	found := finding.on(container.resource, path, message)
}

_drops(container) if {
	some name in container.spec.securityContext.capabilities.drop
	upper(name) in {"ALL", "CAP_NET_RAW", "NET_RAW"}
}
