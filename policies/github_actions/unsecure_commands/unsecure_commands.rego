# METADATA
# title: Commands in the log are obeyed
# description: |
#   ACTIONS_ALLOW_UNSECURE_COMMANDS brings back commands that were removed because whatever prints a line into the log
#   could set variables and paths of the steps that follow.
# related_resources:
#   - ref: https://github.blog/changelog/2020-10-01-github-actions-deprecating-set-env-and-add-path-commands/
#     description: Why the commands were removed
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Remove the variable, and write to `$GITHUB_ENV` and `$GITHUB_PATH` instead.
#   resources:
#     - workflow
#     - action
#   topics:
#     - gha-unsecure-commands
#   frameworks:
#     nist-800-53:
#       - "SI-10"
#     owasp-cicd:
#       - "CICD-SEC-4"
package policies.github_actions.unsecure_commands

import data.policies.lib.actions
import data.policies.lib.finding

_variable := "ACTIONS_ALLOW_UNSECURE_COMMANDS"

deny contains finding.on(place.resource, array.concat(place.path, ["env", _variable]), message) if {
	some place in _places

	lower($"{place.env[_variable]}") in {"true", "1"}
	message := $"{place.resource.address} sets {_variable}; expected it to be absent"
}

_places := array.concat(
	[{"resource": resource, "path": [], "env": resource.after.env} | some resource in actions.workflows],
	[{"resource": part.resource, "path": part.path, "env": part.spec.env} |
		some parts in [actions.jobs, actions.steps]
		some part in parts
	],
)
