# METADATA
# title: Release is built from a cache that others can write
# description: |
#   Caches are shared over branches: a run of a pull request that was tricked into running foreign code can store a
#   cache, and the job that publishes takes what is in it for its own dependencies.
# related_resources:
#   - ref: https://adnanthekhan.com/2024/05/06/the-monsters-in-your-build-cache-github-actions-cache-poisoning/
#     description: Cache poisoning
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: 'Build releases without a cache: remove the cache step, or switch the cache of the setup action off.'
#   resources:
#     - workflow
#     - action
#   topics:
#     - gha-cache-poisoning
#   frameworks:
#     owasp-cicd:
#       - "CICD-SEC-9"
#     slsa:
#       - "build-isolated"
package policies.github_actions.cache_poisoning

import data.policies.lib.actions
import data.policies.lib.finding
import data.policies.lib.values

deny contains finding.on(step.resource, array.concat(step.path, ["uses"]), message) if {
	some step in actions.steps

	_restores(step.spec)
	not values.is_on(object.get(step.spec, "with", {}), "lookup-only")
	_publishes(step)
	not _has_nothing_to_restore(step)
	not _is_preview(step)
	not _is_left_out_of_releases(step)
	message := $"{step.resource.address} restores a cache with {step.spec.uses} in a job that publishes; expected none"
}

# What a pull request builds of itself to be looked at is no release, and nobody but itself could poison it.
_is_preview(step) if actions.triggers(step.resource) == {"pull_request"}

_is_preview(step) if {
	triggers := actions.triggers(step.resource)
	"workflow_call" in triggers
	count(triggers - {"pull_request", "workflow_call"}) == 0
	regex.match(`github\.(head_ref|event\.pull_request\.)`, json.marshal(step.job))
}

# A condition that releases do not meet.
_is_left_out_of_releases(step) if {
	condition := object.get(step.spec, "if", "")
	regex.match(
		concat("|", [
			`!\s*startsWith\(\s*github\.ref\s*,\s*'refs/tags/?'`, `github\.ref_type\s*!=\s*'tag'`,
			`github\.event_name\s*!=\s*'release'`, `github\.event_name\s*==\s*'pull_request'`,
		]),
		condition,
	)
	not contains(condition, "||")
}

_restores(step) if actions.action_of(step.uses) in {
	"actions/cache", "buildjet/cache", "swatinem/rust-cache", "useblacksmith/cache", "mozilla-actions/sccache-action",
}

_restores(step) if {
	inputs := _on_request[actions.action_of(step.uses)]
	some name in inputs
	value := object.get(step["with"], name, "")
	not lower($"{value}") in {"", "false", "none"}
	not actions.is_expression(value)
}

_restores(step) if _is_for_releases(step)

# The cache is switched on for tags and releases, of all things.
_is_for_releases(step) if {
	some name in _on_request[actions.action_of(step.uses)]
	value := object.get(step["with"], name, "")
	regex.match(
		`^\$\{\{[^!|]*(startsWith\(\s*github\.ref\s*,\s*'refs/tags/?|ref_type\s*==\s*'tag|event_name\s*==\s*'release)[^|]*$`,
		value,
	)
}

# Since its fourth version.
_restores(step) if {
	actions.action_of(step.uses) == "actions/setup-go"
	not regex.match(`@v[123]\b`, step.uses)
	_is_on(object.get(object.get(step, "with", {}), "cache", "true"))
}

# Before the checkout there is no go.sum.
_has_nothing_to_restore(step) if {
	actions.action_of(step.spec.uses) == "actions/setup-go"
	checkouts := [index | some index, other in step.job.steps; contains(lower(other.uses), "checkout")]
	checkouts[0] > step.path[3]
}

_restores(step) if {
	actions.action_of(step.uses) == "golangci/golangci-lint-action"
	not _is_on(object.get(object.get(step, "with", {}), "skip-cache", "false"))
}

_is_on(value) if lower($"{value}") == "true"

_restores(step) if {
	actions.action_of(step.uses) == "ramsey/composer-install"
	value := object.get(object.get(step, "with", {}), "ignore-cache", "false")
	lower($"{value}") in {"", "0", "false", "no"}
}

_on_request := {
	"actions/setup-dotnet": ["cache"],
	"actions/setup-java": ["cache"],
	"actions/setup-node": ["cache", "package-manager-cache"],
	"actions/setup-python": ["cache"],
	"astral-sh/setup-uv": ["enable-cache"],
	"docker/build-push-action": ["cache-from"],
	"pyo3/maturin-action": ["sccache"],
	"ruby/setup-ruby": ["bundler-cache"],
}

_publishes(step) if "release" in actions.triggers(step.resource)

_publishes(step) if {
	count(step.resource.after.on.push.tags) > 0
	not "branches" in object.keys(step.resource.after.on.push)
}

_publishes(step) if {
	count(step.resource.after.on.push.tags) > 0
	_is_for_releases(step.spec)
}

_publishes(step) if {
	some other in step.job.steps
	actions.action_of(other.uses) in {
		"goreleaser/goreleaser-action", "js-devtools/npm-publish", "ncipollo/release-action",
		"pypa/gh-action-pypi-publish", "rubygems/release-gem", "softprops/action-gh-release",
	}
}

_publishes(step) if {
	some other in step.job.steps
	actions.action_of(other.uses) == "docker/build-push-action"
	values.is_on(other["with"], "push")
}

_publishes(step) if {
	some other in step.job.steps
	some line in split(other.run, "\n")
	regex.match(
		`\b((npm|pnpm|yarn|cargo|poetry|uv) publish|twine upload|gem push|nuget push|gh release (create|upload))\b`,
		line,
	)
	not contains(line, "--dry-run")
}
