# METADATA
# title: Package is published with a long-lived token
# description: |
#   A token that lies in the secrets can be stolen and used from anywhere until somebody notices. The registry can
#   trust this workflow instead, with a token that lives for minutes.
# related_resources:
#   - ref: https://repos.openssf.org/trusted-publishers-for-all-package-repositories
#     description: Trusted publishing
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: 'Register the workflow as a trusted publisher, give the job `id-token: write` and remove the token.'
#   resources:
#     - workflow
#     - action
#   topics:
#     - gha-trusted-publishing
#   frameworks:
#     owasp-cicd:
#       - "CICD-SEC-6"
#     slsa:
#       - "provenance"
package policies.github_actions.trusted_publishing

import data.policies.lib.actions
import data.policies.lib.finding
import data.policies.lib.values

deny contains finding.on(step.resource, array.concat(step.path, place), message) if {
	some step in actions.steps

	place := _token(step.spec)
	message := $"{step.resource.address} publishes with a stored token; expected trusted publishing (OIDC)"
}

_token(step) := ["with", name] if {
	actions.action_of(step.uses) == "pypa/gh-action-pypi-publish"
	some name in ["password"]
	step["with"][name]
	not _is_own_registry(step["with"])
}

_token(step) := ["with", "setup-trusted-publisher"] if {
	actions.action_of(step.uses) == "rubygems/release-gem"
	values.is_off(step["with"], "setup-trusted-publisher")
}

_token(step) := ["with", "token"] if {
	actions.action_of(step.uses) == "js-devtools/npm-publish"
	contains(step["with"].token, "secrets.")
}

_token(step) := ["run"] if {
	is_string(step.run)
	some pattern, names in _commands
	regex.match(pattern, step.run)
	some name in names
	_is_stored(step, name)
	not regex.match(`--(registry|repository-url|index-url|publish-url|source)\b`, step.run)
}

_commands := {
	`\b(npm|pnpm|yarn npm|yarn) publish\b`: ["NODE_AUTH_TOKEN", "NPM_TOKEN", "NPM_AUTH_TOKEN"],
	`\btwine upload\b`: ["TWINE_PASSWORD", "PYPI_TOKEN", "PYPI_API_TOKEN"],
	`\buv publish\b`: ["UV_PUBLISH_TOKEN", "UV_PUBLISH_PASSWORD"],
	`\b(poetry|flit|hatch) publish\b`: ["POETRY_PYPI_TOKEN_PYPI", "FLIT_PASSWORD", "HATCH_INDEX_AUTH"],
	`\bcargo publish\b`: ["CARGO_REGISTRY_TOKEN", "CRATES_IO_TOKEN"],
	`\bgem push\b`: ["GEM_HOST_API_KEY", "RUBYGEMS_API_KEY"],
	`\bdotnet nuget push\b`: ["NUGET_API_KEY", "NUGET_TOKEN"],
}

_is_stored(step, name) if contains(step.env[name], "secrets.")

_is_stored(step, name) if contains(step.run, $"secrets.{name}")

_is_own_registry(inputs) if {
	some name in ["repository-url", "repository_url"]
	url := inputs[name]
	not contains(url, "pypi.org")
}
