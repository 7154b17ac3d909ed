# METADATA
# title: Condition trusts an actor that can be feigned
# description: |
#   `github.actor` is whoever caused the last event, not who wrote the code: an attacker lets a bot touch a pull
#   request that holds their commits, and the condition is true.
# related_resources:
#   - ref: https://www.synacktiv.com/publications/github-actions-exploitation-dependabot
#     description: Feigned Dependabot
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: >-
#     Ask who opened the pull request: `github.event.pull_request.user.login == 'dependabot[bot]'`.
#   resources:
#     - workflow
#     - action
#   topics:
#     - gha-bot-condition
#   frameworks:
#     nist-800-53:
#       - "AC-3"
#     owasp-cicd:
#       - "CICD-SEC-4"
package policies.github_actions.bot_condition

import data.policies.lib.actions
import data.policies.lib.finding

# Who pushes to this repository, or starts the workflow, may write anyway.
_harmless := {"merge_group", "push", "release", "repository_dispatch", "schedule", "workflow_call", "workflow_dispatch"}

deny contains finding.on(part.resource, array.concat(part.path, ["if"]), message) if {
	some part in _trusting

	not _is_started_by(part.resource, _harmless | {"pull_request"})
	not _is_started_by_author(part.resource)
	message := _message(part)
}

# On a foreign pull request it runs without secrets and may only read; where forks get more, it is as bad.
warn contains finding.on(part.resource, array.concat(part.path, ["if"]), message) if {
	some part in _trusting

	_is_started_by(part.resource, _harmless | {"pull_request"})
	not _is_started_by(part.resource, _harmless)
	message := _message(part)
}

_trusting := [part |
	some parts in [actions.jobs, actions.steps]
	some part in parts
	condition := actions.dotted(lower(part.spec["if"]))
	_trusts_actor(condition)
	not _asks_for_author(condition)
]

_message(part) := concat("; ", [
	$"{part.resource.address} trusts github.actor to be a bot",
	"expected github.event.pull_request.user.login",
])

_is_started_by(resource, events) if {
	triggers := actions.triggers(resource)
	count(triggers) > 0
	count(triggers - events) == 0
}

# Whoever opens a pull request is its author, and nobody else starts it.
_is_started_by_author(resource) if {
	_is_started_by(resource, _harmless | {"pull_request", "pull_request_target"})
	resource.after.on.pull_request_target.types in ["opened", ["opened"]]
}

# It asks both, and only one of them can be feigned.
_asks_for_author(condition) if {
	regex.match($"{_author}\\s*==\\s*'[^']*\\[bot\\]'|'[^']*\\[bot\\]'\\s*==\\s*{_author}", condition)
	not contains(condition, "||")
}

_author := `github\.event\.pull_request\.user\.login`

_trusts_actor(condition) if regex.match($"{_actor}\\s*==\\s*'[^']*\\[bot\\]'", condition)

_trusts_actor(condition) if regex.match($"'[^']*\\[bot\\]'\\s*==\\s*{_actor}", condition)

_trusts_actor(condition) if regex.match($"(contains|startswith|endswith)\\(\\s*{_actor}\\s*,\\s*'[^']*bot", condition)

_trusts_actor(condition) if regex.match($"{_actor_id}\\s*==\\s*'?(49699333|29139614)'?", condition)

_actor := `github\.(actor|triggering_actor|event\.sender\.login)`

_actor_id := `github\.(actor_id|event\.sender\.id)`
