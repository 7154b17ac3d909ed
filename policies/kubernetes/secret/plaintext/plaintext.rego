# METADATA
# title: Secret is committed in plain text
# description: |
#   Whoever can read the repository, now or in its history, has the secret; base64 is no encryption. It stays in every
#   clone after it is removed.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/secrets-good-practices/
#     description: Good practices for secrets
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: >-
#     Replace the value, and keep the new one sealed (Sealed Secrets, SOPS) or in a secret store (External Secrets);
#     environments refer to it with `secretKeyRef`.
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
#     - v1/ConfigMap
#     - v1/Pod
#     - v1/PodTemplate
#     - v1/ReplicationController
#     - v1/Secret
#   topics:
#     - gitops-plaintext-secret
#   frameworks:
#     nist-800-53:
#       - "IA-5(7)"
#       - "SC-28"
#     soc2:
#       - "CC6.1"
package policies.kubernetes.secret.plaintext

import data.policies.lib.finding
import data.policies.lib.k8s
import data.policies.lib.secret_keys
import data.policies.lib.secrets

deny contains finding.on(resource, [field, keys[0]], message) if {
	some resource in input.resources

	resource.format == "kubernetes"
	resource.type == "v1/Secret"
	not resource.after.sops
	some field in ["data", "stringData"]
	keys := secret_keys.in_plain_text(resource, field)
	count(keys) > 0
	message := $"{resource.address} holds {concat(", ", keys)} in plain text; expected an encrypted or external secret"
}

# What has the form of a credential is one, wherever it is written.
deny contains finding.on(container.resource, array.concat(container.path, ["env", index, "value"]), message) if {
	some container in k8s.containers

	some index, variable in container.spec.env
	kinds := secrets.kinds(variable.value)
	count(kinds) > 0
	shown := $"container {container.name} has {concat(", ", kinds)} in {variable.name}"
	message := $"{container.resource.address}: {shown}; expected a secretKeyRef"
}

deny contains finding.on(map, ["data", key], message) if {
	some map in k8s.of_kinds(["/ConfigMap"])

	some key, value in map.after.data
	kinds := secrets.kinds(value)
	count(kinds) > 0
	message := $"{map.address} has {concat(", ", kinds)} in {key}; expected an encrypted or external secret"
}

# A name says what the value is for, not that it is real.
warn contains finding.on(container.resource, array.concat(container.path, ["env", index, "value"]), message) if {
	some container in k8s.containers

	some index, variable in container.spec.env
	_is_written_out(variable.name, variable.value)
	not _is_name(container, variable.value)
	shown := $"container {container.name} has {variable.name} written out"
	message := $"{container.resource.address}: {shown}; expected a secretKeyRef"
}

# A program may be told which Secret is meant for it.
_is_name(_, value) if {
	some secret in k8s.of_kinds(["/Secret"])
	secret.name == value
}

_is_name(container, value) if {
	some volume in container.pod.spec.volumes
	volume.secret.secretName == value
}

_is_written_out(name, value) if {
	secrets.is_secret_name(name)
	not regex.match(_switches, name)
	not secrets.is_stand_in(value)
	not secrets.is_placeholder(value)
	not secret_keys.is_filled_in_later(value)
	not regex.match(`^(?i)(yes|no|on|off|[0-9]+)$`, value)
	not contains(value, "$(")
}

_switches := concat("", [
	`(?i)allow_?(empty|anonymous)|_(enable|disable|use|require|generate)d?$|`,
	`^(enable|disable|use|require|generate)d?_`,
])
