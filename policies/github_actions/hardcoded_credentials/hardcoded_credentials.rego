# METADATA
# title: Credential is written into a workflow
# description: |
#   Whoever can read the repository, now or in its history, has the credential. It stays in every clone after it is
#   removed.
# related_resources:
#   - ref: https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/use-secrets
#     description: Secrets in workflows
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: 'Revoke the credential, and keep the new one as a secret: `${{ secrets.NAME }}`.'
#   resources:
#     - workflow
#     - action
#   topics:
#     - gha-hardcoded-credentials
#   frameworks:
#     nist-800-53:
#       - "IA-5(7)"
#     owasp-cicd:
#       - "CICD-SEC-6"
package policies.github_actions.hardcoded_credentials

import data.policies.lib.actions
import data.policies.lib.finding

deny contains finding.on(place.resource, array.concat(place.path, ["credentials", "password"]), message) if {
	some place in _containers

	password := place.spec.credentials.password
	_is_literal(password)
	message := $"{place.resource.address} has the password of a registry in it; expected a secret"
}

deny contains finding.on(place.resource, array.concat(place.path, [name]), message) if {
	some place in _values

	some name, value in place.values
	_is_literal(value)
	_is_token(name, value)
	message := $"{place.resource.address} has a credential in {name}; expected a secret"
}

_containers := array.concat(
	[{"resource": job.resource, "path": array.concat(job.path, ["container"]), "spec": job.spec.container} |
		some job in actions.jobs
	],
	[{"resource": job.resource, "path": array.concat(job.path, ["services", name]), "spec": service} |
		some job in actions.jobs
		some name, service in job.spec.services
	],
)

_values := array.concat(
	[{"resource": resource, "path": ["env"], "values": resource.after.env} | some resource in actions.workflows],
	[{"resource": part.resource, "path": array.concat(part.path, [field]), "values": part.spec[field]} |
		some parts in [actions.jobs, actions.steps]
		some part in parts
		some field in ["env", "with"]
	],
)

_is_literal(value) if {
	is_string(value)
	value != ""
	not actions.is_expression(value)
}

# Formats that nothing else has.
_is_token(_, value) if {
	some pattern in [
		`\b(AKIA|ASIA)[0-9A-Z]{16}\b`,
		`\b(gh[pousr]|npm)_[A-Za-z0-9]{36}\b|\bgithub_pat_\w{60,}`,
		`\bxox[abpr]-[\w-]{20,}|\bAIza[\w-]{35}`,
	]
	regex.match(pattern, value)
	not contains(value, "EXAMPLE")
}

_is_token(_, value) if contains(value, "-----BEGIN RSA PRIVATE KEY-----")

_is_token(_, value) if contains(value, "-----BEGIN PRIVATE KEY-----")

_is_token(name, value) if {
	lower(name) in {"aws_secret_access_key", "aws-secret-access-key"}
	regex.match(`^[A-Za-z0-9/+]{40}$`, value)
	not contains(value, "EXAMPLE")
}
