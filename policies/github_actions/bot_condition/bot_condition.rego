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
	some parts in [actions.jobs, actions.steps]
	some part in parts

	condition := part.spec["if"]
	_trusts_actor(actions.dotted(lower(condition)))
	not _is_harmless(part.resource)
	message := $"{part.resource.address} trusts github.actor to be a bot; expected github.event.pull_request.user.login"
}

_is_harmless(resource) if {
	triggers := actions.triggers(resource)
	count(triggers) > 0
	count(triggers - _harmless) == 0
}

_trusts_actor(condition) if regex.match($"{_actor}\\s*==\\s*'[^']*\\[bot\\]'", condition)

_trusts_actor(condition) if regex.match($"'[^']*\\[bot\\]'\\s*==\\s*{_actor}", condition)

_trusts_actor(condition) if regex.match($"(contains|startswith|endswith)\\(\\s*{_actor}\\s*,\\s*'[^']*bot", condition)

_trusts_actor(condition) if regex.match($"{_actor_id}\\s*==\\s*'?(49699333|29139614)'?", condition)

_actor := `github\.(actor|triggering_actor|event\.sender\.login)`

_actor_id := `github\.(actor_id|event\.sender\.id)`
