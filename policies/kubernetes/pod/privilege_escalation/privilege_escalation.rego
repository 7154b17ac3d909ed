# METADATA
# title: Container may gain more privileges than its parent
# description: |
#   With privilege escalation allowed, which is the default, a set-user-id program inside of the container makes any
#   user root.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
#     description: Pod security standards
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: 'Set `allowPrivilegeEscalation: false` in the security context of the container.'
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
#     - k8s-privilege-escalation
#   frameworks:
#     cis-kubernetes-1.8:
#       - "5.2.6"
#     nist-800-53:
#       - "AC-6"
#     pod-security-standards:
#       - "restricted"
package policies.kubernetes.pod.privilege_escalation

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.k8s

deny contains fix.set(finding.on(container.resource, path, message), path, false) if {
	some container in k8s.containers

	not container.spec.securityContext.allowPrivilegeEscalation == false
	not k8s.is_windows(container.pod)
	not k8s.is_unknown(container, ["securityContext", "allowPrivilegeEscalation"])
	path := array.concat(container.path, ["securityContext", "allowPrivilegeEscalation"])
	message := $"{container.resource.address}: container {container.name} does not set allowPrivilegeEscalation: false"
}
