# METADATA
# title: Secret is an environment variable
# description: |
#   Environments end up in crash reports, in logs, and in every child process; a mounted file does not, and follows
#   when the secret changes.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/secrets-good-practices/
#     description: Good practices for secrets
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Mount the secret as a volume, and read the file.
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
#     - k8s-secret-env
#   frameworks:
#     cis-kubernetes-1.8:
#       - "5.4.1"
#     nist-800-53:
#       - "SC-28"
package policies.kubernetes.pod.secret_environment

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(container.resource, path, message) if {
	some container in k8s.containers

	some index, variable in container.spec.env
	secret := variable.valueFrom.secretKeyRef.name
	path := array.concat(container.path, ["env", index, "valueFrom", "secretKeyRef"])
	message := $"{container.resource.address}: container {container.name} has secret {secret} in its environment"
}

deny contains finding.on(container.resource, path, message) if {
	some container in k8s.containers

	some index, source in container.spec.envFrom
	secret := source.secretRef.name
	path := array.concat(container.path, ["envFrom", index, "secretRef"])
	message := $"{container.resource.address}: container {container.name} has secret {secret} in its environment"
}
