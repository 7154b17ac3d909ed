# METADATA
# title: Condition is always true
# description: |
#   With anything beside the `${{ }}`, a second expression or the line break of a `|` block, GitHub makes a text of
#   the whole condition, and a text that is not empty is true: the step runs always.
# related_resources:
#   - ref: https://docs.github.com/en/actions/reference/workflows-and-actions/expressions
#     description: Expressions
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Write the condition without `${{ }}`, and a block with `>-` or `|-`.
#   resources:
#     - workflow
#     - action
#   topics:
#     - gha-unsound-condition
#   frameworks:
#     owasp-cicd:
#       - "CICD-SEC-4"
package policies.github_actions.unsound_condition

import data.policies.lib.actions
import data.policies.lib.finding

deny contains finding.on(part.resource, array.concat(part.path, ["if"]), message) if {
	some parts in [actions.jobs, actions.steps]
	some part in parts

	condition := part.spec["if"]
	contains(condition, "${{")
	not _is_one_expression(condition)
	message := $"{part.resource.address} has a condition with text around its expression, which is always true"
}

_is_one_expression(condition) if {
	startswith(condition, "${{")
	endswith(condition, "}}")
	count(actions.expressions(condition)) == 1
}
