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
#     Replace the value, and keep the new one sealed (Sealed Secrets, SOPS) or in a secret store (External Secrets).
#   resources:
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

_plain("stringData", value) := $"{value}" if value != null

_plain("data", value) := base64.decode(value) if base64.is_valid(value)

_is_secret(key, value) if {
	trim_space(value) != ""
	not _is_public(key)
	not _is_about(key, value)
	not _is_placeholder(value)
	not _is_harmless_file(key, value)
}

# Certificates are shown to everyone who connects.
_is_public(key) if {
	some ending in [".crt", ".cer", ".pub"]
	endswith(lower(key), ending)
}

# Where a service is and by which name it is entered, without the password in an address.
_is_about(key, value) if {
	regex.match(_names, key)
	not regex.match(`://[^/\s:@]*:[^/\s@]+@`, value)
}

_names := concat("", [
	`(?i)^([a-z0-9]*[_.-])?(user|user_?name|login|host|host_?name|port|url|uri|endpoint|address|region|zone|database|`,
	`db_?name|project_?id|connection_?name|instance_?name|account_?name|client_?id|tenant_?id|bucket|namespace|issuer)$`,
])

# What tools put in on the way to the cluster, and what SOPS has encrypted.
_is_placeholder(value) if {
	some pattern in [`^ENC\[`, `^\s*<[^>]*>\s*$`, `\$\{[^}]+\}`, `\$\([^)]+\)`, `\{\{.+\}\}`, `^ref\+`, `^vault:`]
	regex.match(pattern, value)
}

_is_placeholder(value) if {
	plain := lower(replace(replace(replace(trim_space(value), "_", ""), "-", ""), " ", ""))
	plain in {"changeme", "placeholder", "replaceme", "todo", "xxx", "yourpassword", "yoursecret", "redacted", "example"}
}

# Whole configuration files are kept in secrets too: what counts is whether one has a credential in it.
_is_harmless_file(key, value) if {
	regex.match(`\.(ya?ml|json|ini|conf|cfg|toml|xml|properties)$`, lower(key))
	not regex.match(_credential, value)
}

_credential := concat("", [
	`(?i)-----BEGIN [A-Z ]*PRIVATE KEY|"auth"[ \t]*:|`,
	`(passw(or)?d|secret|token|api_?key|access_?key|private_?key|credential)[a-z_]*["']?[ \t]*[:=>][ \t]*["']?[^\s"'<{$#]`,
])
