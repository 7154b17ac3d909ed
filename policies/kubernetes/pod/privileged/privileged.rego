# METADATA
# title: Container runs privileged
# description: |
#   A privileged container has every right of the host's root user: whoever breaks into it owns the node and all that
#   runs on it.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
#     description: Pod security standards
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: Remove `privileged`, and add only the capabilities that are needed.
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
#     - k8s-privileged
#   frameworks:
#     cis-kubernetes-1.8:
#       - "5.2.2"
#     nist-800-53:
#       - "AC-6"
#     pod-security-standards:
#       - "baseline"
#     soc2:
#       - "CC6.3"
package policies.kubernetes.pod.privileged

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.k8s

deny contains fix.set(finding.on(container.resource, path, message), path, false) if {
	some container in k8s.containers

	container.spec.securityContext.privileged == true
	path := array.concat(container.path, ["securityContext", "privileged"])
	message := $"{container.resource.address}: container {container.name} is privileged; expected privileged: false"
}

# On Windows, that is what privileged is elsewhere.
deny contains finding.on(container.resource, array.concat(part.path, _host_process), message) if {
	some container in k8s.containers

	some part in [container, container.pod]
	object.get(part.spec, _host_process, false) == true
	message := $"{container.resource.address}: container {container.name} is a process of its node; expected none"
}

_host_process := ["securityContext", "windowsOptions", "hostProcess"]
