# METADATA
# title: Secret is kept in the image
# description: |
#   Whoever can pull the image has the secret: layers, variables and build arguments can be read by everybody who has
#   it, also when a later layer removes the file.
# related_resources:
#   - ref: https://docs.docker.com/build/building/secrets/
#     description: Build secrets
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: 'Replace the secret, and mount the new one while it is needed: `RUN --mount=type=secret,id=…`.'
#   resources:
#     - dockerfile
#   topics:
#     - docker-secret-in-layer
#   frameworks:
#     cis-docker-1.6:
#       - "4.10"
#     nist-800-53:
#       - "IA-5(7)"
package policies.dockerfile.secret_in_layer

import data.policies.lib.docker
import data.policies.lib.finding
import data.policies.lib.secrets

deny contains finding.on(part.resource, part.path, message) if {
	some name in ["ENV", "ARG"]
	some part in docker.of(name)

	some pair in part.spec.pairs
	_is_secret(pair.name)
	_is_value(pair.value)
	message := $"{part.resource.address}: {name} {pair.name} holds a secret; expected a build secret"
}

# What is given to the build is in the image's history.
warn contains finding.on(part.resource, part.path, message) if {
	some part in docker.of("ARG")

	some pair in part.spec.pairs
	_is_secret(pair.name)
	pair.value == null
	message := $"{part.resource.address}: ARG {pair.name} takes a secret, which the image keeps; expected a build secret"
}

deny contains finding.on(part.resource, part.path, message) if {
	some name in ["ENV", "ARG", "RUN", "LABEL"]
	some part in docker.of(name)

	count(secrets.kinds(part.spec.value)) > 0
	not contains(part.spec.value, "EXAMPLE")
	message := $"{part.resource.address}: {name} has a credential in it; expected a build secret"
}

deny contains finding.on(part.resource, part.path, message) if {
	some name in ["COPY", "ADD"]
	some part in docker.of(name)

	not docker.has_flag(part.spec, "from")
	some source in docker.sources(part.spec)
	regex.match(_file, source)
	message := $"{part.resource.address} copies {source} into the image; expected a build secret"
}

_is_secret(name) if {
	regex.match(`(?i)(^|_)(passw(or)?d|secret|token|(api|access|private)_?key|credentials?)(_?(id|key))?$`, name)
	not regex.match(`(?i)(public|no_?auth|disable|allow|enable|use_|min_|max_|length|expir)`, name)
}

_is_value(value) if {
	is_string(value)
	trim(value, `"' `) != ""
	not regex.match(`[$<{]|^/run/secrets|^/`, value)
	plain := lower(trim(value, `"' `))
	not plain in {"changeme", "dummy", "false", "none", "null", "placeholder", "true", "unset"}
	not secrets.is_placeholder(plain)
	not regex.match(`^(your[-_]|my[-_]?(pass|secret|token)|change[-_]?me|example|dummy|x+$|\*+$)`, plain)
}

_file := concat("|", [
	`(^|/)(\.env(\.(local|prod|production|staging))?|id_(rsa|dsa|ecdsa|ed25519)|\.netrc|\.pgpass|\.htpasswd)$`,
	`(^|/)(\.aws(/credentials)?|\.ssh|\.docker/config\.json|\.npmrc|\.pypirc|\.git-credentials|\.kube/config)/?$`,
	`(^|/)(credentials|service[-_]account)\.json$|\.(p12|pfx|jks|keystore)$|(^|/)[^/]*(private|server|tls|ssl)[^/]*\.key$`,
])
