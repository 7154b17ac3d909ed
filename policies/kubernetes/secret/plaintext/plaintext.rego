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
import data.policies.lib.secrets

deny contains finding.on(resource, [field, keys[0]], message) if {
	some resource in input.resources

	resource.format == "kubernetes"
	resource.type == "v1/Secret"
	not resource.after.sops
	some field in ["data", "stringData"]
	keys := sort([key | some key, value in resource.after[field]; _is_secret(key, _plain(field, value))])
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
	shown := $"container {container.name} has {variable.name} written out"
	message := $"{container.resource.address}: {shown}; expected a secretKeyRef"
}

_is_written_out(name, value) if {
	secrets.is_secret_name(name)
	not regex.match(_switches, name)
	not secrets.is_stand_in(value)
	not secrets.is_placeholder(value)
	not _is_placeholder(value)
	not regex.match(`^(?i)(yes|no|on|off|[0-9]+)$`, value)
	not contains(value, "$(")
}

_switches := concat("", [
	`(?i)allow_?(empty|anonymous)|_(enable|disable|use|require|generate)d?$|`,
	`^(enable|disable|use|require|generate)d?_`,
])

_plain("stringData", value) := $"{value}" if value != null

_plain("data", value) := decoded if {
	_is_encoded(value)
	decoded := base64.decode(value)
	_is_text(decoded)
}

# A store of keys, say: what is in it cannot be shown as text.
_plain("data", value) := value if {
	_is_encoded(value)
	not _is_text(base64.decode(value))
}

_is_encoded(value) if {
	regex.match(`^[A-Za-z0-9+/\s]*[=\s]*$`, value) # what is built in takes more
	base64.is_valid(value)
	not regex.match(`^([A-Z]{4}){1,3}$`, value) # a word in capitals that nobody has encoded
}

# Functions on texts abort where bytes are none.
_is_text(decoded) if regex.match(`^[\s\S]*$`, decoded)

_is_secret(key, value) if {
	trim_space(value) != ""
	not _is_public(key, value)
	not _is_about(key, value)
	not _is_placeholder(value)
	not _is_harmless_file(key, value)
}

# Certificates and keys of hosts are shown to everyone who connects.
_is_public(key, _) if regex.match(`(?i)(\.(crt|cer|pub)|known_?hosts)$`, key)

_is_public(key, value) if {
	regex.match(`(?i)(^|[._-])(ca|cert|certs|chain|fullchain|bundle|trust)([._-]?[a-z0-9]+)*\.(pem|p7b)$`, key)
	not contains(value, "PRIVATE KEY")
}

# Where a service is and by which name it is entered, without the password in an address.
_is_about(key, value) if {
	regex.match(_names, key)
	regex.match(`^[^\n{]{0,300}\n?$`, value)
	not regex.match(`://[^/\s:@]*:[^/\s@]+@`, value)
}

# A switch, a number or a time says how something works.
_is_about(key, value) if {
	regex.match(`(?i)^\s*(true|false|yes|no|on|off|[0-9]{1,5}|[0-9.]{1,6}(ms|[smhdwy]))\s*$`, value)
	not secrets.is_secret_name(key)
	not regex.match(`(?i)(^|[._-])(pass|pw|pin|key)$`, key)
}

# How something is encrypted is no secret.
_is_about(_, value) if {
	regex.match(`(?i)^\s*(aes-[a-z0-9-]{2,20}|sha-?[0-9]{1,3}|argon2(id?|d)?|pbkdf2|scrypt|bcrypt)\s*$`, value)
}

_names := concat("", [
	`(?i)^[a-z0-9_.-]*(user|user_?name|login|host|host_?name|port|url|uri|endpoint|address|region|zone|database|audience|`,
	`provider|`,
	`db|db_?name|path|file|dir|directory|driver|protocol|schema|version|project_?id|connection_?name|instance_?name|`,
	`account_?name|client_?id|tenant_?id|bucket|bucket_?names?|`,
	`namespace|issuer|e_?mail|role|log_?level|environment|time_?zone|tz)$`,
])

# What tools put in on the way to the cluster, and what SOPS has encrypted.
_is_placeholder(value) if {
	some pattern in [
		`^ENC\[`, `^\s*<[^>]*>\s*$`, `^\s*\$[A-Z][A-Z0-9_]*\s*$`, `\$\{[^}]+\}`, `\$\([^)]+\)`, `\{\{.+\}\}`, `^ref\+`, `^vault:`,
		`^\s*(op|bao|akv|awssm|gcpsm|doppler|infisical|keyvault)://`,
	]
	regex.match(pattern, value)
}

_is_placeholder(value) if secrets.is_unfilled(value)

# Whole configuration files are kept in secrets too: what counts is whether one has a credential in it.
_is_harmless_file(key, value) if {
	regex.match(`\.(ya?ml|json|ini|conf|config|cfg|toml|xml|properties)$`, lower(key))
	not regex.match(`(?i)-----BEGIN [A-Z ]*PRIVATE KEY|"auth"[ \t]*:`, value)
	every match in regex.find_all_string_submatch_n(_credential, value, -1) {
		_is_left_open(match[3])
	}
}

_is_left_open(value) if regex.match(`(?i)^(true|false|null|none|[0-9]{1,3}|__\w+__|change.?me.*)$`, value)

_is_left_open(value) if secrets.is_unfilled(value)

_credential := concat("", [
	`(?i)(passw(or)?d|secret|token|api_?key|access_?key|private_?key|credential)[a-z_]*["']?[ \t]*[:=>][ \t]*["']?`,
	`([^\s"'<{$#,;][^\s"'<,;]*)`,
])
