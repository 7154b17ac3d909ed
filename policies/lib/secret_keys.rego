# METADATA
# title: Contents of Secrets
# description: What of a Kubernetes Secret is secret, by key and value; most say also where something is and for whom.
package policies.lib.secret_keys

import data.policies.lib.secrets

# METADATA
# description: The keys of a Secret's field (`data` or `stringData`) whose values are secret and can be read by anybody.
in_plain_text(resource, field) := sort([key |
	some key, value in resource.after[field]
	plain := _plain(field, value)
	_is_secret(key, plain)
	not _is_of_argocd(resource, key, plain)
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
	not is_filled_in_later(value)
	not _is_harmless_file(key, value)
}

# Certificates and keys of hosts are shown to everyone who connects.
_is_public(key, _) if regex.match(`(?i)(\.(crt|cer|pub)|known_?hosts)$`, key)

_is_public(key, value) if {
	regex.match(`(?i)(^|[._-])(ca|cert|certs|chain|fullchain|bundle|trust)([._-]?[a-z0-9]+)*\.(pem|p7b)$`, key)
	not contains(value, "PRIVATE KEY")
}

_is_public(_, value) if {
	regex.match(`^\s*(-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*)+$`, value)
}

# Argo CD keeps repositories and clusters in Secrets, of which most say only where they are.
_is_of_argocd(resource, key, _) if {
	_is_registration(resource)
	key in {
		"clusterResources", "enableLfs", "enableOCI", "forceHttpBasicAuth", "githubAppEnterpriseBaseUrl", "githubAppID",
		"githubAppInstallationID", "insecure", "insecureIgnoreHostKey", "name", "namespaces", "noProxy", "project",
		"server", "shard", "tlsClientCertData", "type", "useAzureWorkloadIdentity",
	}
}

_is_of_argocd(resource, "config", value) if {
	_is_registration(resource)
	not regex.match(`"(bearerToken|password|keyData)"\s*:\s*"[^"]`, value)
}

_is_registration(resource) if {
	resource.after.metadata.labels["argocd.argoproj.io/secret-type"] in {
		"cluster", "repo-creds", "repo-write-creds", "repository", "repository-write",
	}
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
	`(?i)^[a-z0-9_.-]*(user|user[-_]?name|login|host|host[-_]?name|port|url|uri|endpoint|address|region|zone|database|`,
	`audience|provider|db|db[-_]?name|path|file|dir|directory|driver|protocol|schema|version|project[-_]?id|`,
	`connection[-_]?name|instance[-_]?name|`,
	`account[-_]?name|client[-_]?id|tenant[-_]?id|bucket|bucket[-_]?names?|`,
	`namespace|issuer|e[-_]?mail|role|log[-_]?level|environment|time[-_]?zone|tz)$`,
])

# METADATA
# description: Whether a tool puts a value in on the way to the cluster, or SOPS has encrypted it.
is_filled_in_later(value) if {
	some pattern in [
		`^ENC\[`, `^\s*<[^>]*>\s*$`, `^\s*\$[A-Z][A-Z0-9_]*\s*$`, `\$\{[^}]+\}`, `\$\([^)]+\)`, `\{\{.+\}\}`, `^ref\+`, `^vault:`,
		`^\s*(op|bao|akv|awssm|gcpsm|doppler|infisical|keyvault)://`,
	]
	regex.match(pattern, value)
}

is_filled_in_later(value) if secrets.is_unfilled(value)

# Whole configuration files are kept in secrets too: what counts is whether one has a credential in it.
_is_harmless_file(key, value) if {
	_is_configuration(key, value)
	not regex.match(`(?i)-----BEGIN [A-Z ]*PRIVATE KEY|"auth"[ \t]*:`, value)
	every match in regex.find_all_string_submatch_n(_credential, value, -1) {
		_is_left_open(match[3])
	}
}

_is_configuration(key, _) if regex.match(`\.(ya?ml|json|ini|conf|config|cfg|toml|xml|properties|sh)$`, lower(key))

# A text of several settings says where something is, and with what it is entered if it is.
_is_configuration(_, value) if regex.match(`^\s*([A-Za-z][\w.-]*(:([ \t][^\n]*)?|[ \t]*=[^\n]*)\n[ \t]*){2,}`, value)

_is_left_open(value) if regex.match(`(?i)^(true|false|null|none|[0-9]{1,3}|__\w+__|change.?me.*)$`, value)

_is_left_open(value) if secrets.is_unfilled(value)

_credential := concat("", [
	`(?i)(\bpass|\bpwd|passw(or)?d|secret|token|api_?key|access_?key|private_?key|credential)[a-z_]*["']?[ \t]*[:=>][ \t]*["']?`,
	`([^\s"'<{$#,;][^\s"'<,;]*)`,
])
