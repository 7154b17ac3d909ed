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

	place := _token(step)
	message := $"{step.resource.address} publishes with a stored token; expected trusted publishing (OIDC)"
}

_token(part) := ["with", "password"] if {
	step := part.spec
	actions.action_of(step.uses) == "pypa/gh-action-pypi-publish"
	step["with"].password
	not _is_own_registry(step["with"])
}

_token(part) := ["with", "setup-trusted-publisher"] if {
	step := part.spec
	actions.action_of(step.uses) == "rubygems/release-gem"
	values.is_off(step["with"], "setup-trusted-publisher")
}

_token(part) := ["with", "token"] if {
	step := part.spec
	actions.action_of(step.uses) == "js-devtools/npm-publish"
	contains(step["with"].token, "secrets.")
}

_token(part) := ["run"] if {
	step := part.spec
	text := replace(step.run, "\\\n", " ")
	some pattern, names in _commands
	regex.match(pattern, text)
	_is_stored(step, names, [part.resource.after, part.job])
	not regex.match(`--(registry|repository-url|index-url|publish-url|source|dry-run)\b`, text)
}

_commands := {
	`\b(npm|pnpm|yarn npm|yarn|bun)\s+publish\b`: ["NODE_AUTH_TOKEN", "NPM_TOKEN", "NPM_AUTH_TOKEN"],
	`\btwine\S*\s+upload\b`: ["TWINE_PASSWORD", "PYPI_TOKEN", "PYPI_API_TOKEN"],
	`\buv\s+publish\b`: ["UV_PUBLISH_TOKEN", "UV_PUBLISH_PASSWORD"],
	`\b(poetry|flit|hatch)\s+publish\b`: ["POETRY_PYPI_TOKEN_PYPI", "FLIT_PASSWORD", "HATCH_INDEX_AUTH"],
	`\bcargo\s+publish\b`: ["CARGO_REGISTRY_TOKEN", "CRATES_IO_TOKEN"],
	`\bgem\s+push\b`: ["GEM_HOST_API_KEY", "RUBYGEMS_API_KEY"],
	`\bnuget\s+push\b`: ["NUGET_API_KEY", "NUGET_TOKEN"],
}

_is_stored(step, names, _) if {
	some name in names
	contains(step.env[name], "secrets.")
}

_is_stored(step, names, _) if {
	some name in names
	contains(step.run, $"secrets.{name}")
}

# Without the right to an identity token there is no other way. Callers and actions decide elsewhere.
_is_stored(_, _, [workflow, job]) if {
	workflow.jobs
	not _may_identify(job)
	not _may_identify(workflow)
}

_may_identify(part) if part.permissions["id-token"] == "write"

_may_identify(part) if part.permissions == "write-all"

_is_own_registry(inputs) if {
	some name in ["repository-url", "repository_url"]
	url := inputs[name]
	not contains(url, "pypi.org")
}
