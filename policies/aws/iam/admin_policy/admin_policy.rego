# METADATA
# title: Policy allows every action on every resource
# description: |
#   Whoever holds this policy owns the account: one leaked key or one flaw in a program with it is enough to read,
#   change and delete everything.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
#     description: Applying least-privilege permissions
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: Name the actions and the resources that are needed.
#   resources:
#     - aws_iam_group_policy
#     - aws_iam_policy
#     - aws_iam_policy_document
#     - aws_iam_role
#     - aws_iam_role_policy
#     - aws_iam_user_policy
#   topics:
#     - aws-iam-admin-policy
#   frameworks:
#     cis-aws-3.0:
#       - "1.16"
#     nist-800-53:
#       - "AC-6"
#     soc2:
#       - "CC6.3"
package policies.aws.iam.admin_policy

import data.policies.lib.finding
import data.policies.lib.unknown
import data.policies.lib.values

_types := {"aws_iam_group_policy", "aws_iam_policy", "aws_iam_role_policy", "aws_iam_user_policy"}

deny contains finding.on(resource, path, $"{resource.address} allows every action (*) on every resource (*)") if {
	some resource in input.resources

	some [path, statement] in _statements(resource)
	_is_admin(statement)
}

warn contains finding.on(resource, ["policy"], $"{resource.address} has a policy that is only known at apply time") if {
	some resource in input.resources

	resource.type in _types
	unknown.at(resource, ["policy"])
}

# A condition may narrow a statement down to nothing; whether it does cannot be told here.
_is_admin(statement) if {
	statement.effect == "Allow"
	some action in values.list(statement.actions)
	action in {"*", "*:*"}
	"*" in values.list(statement.resources)
	count(statement.condition) == 0
}

_statements(resource) := [[["policy"], statement] |
	some statement in _parsed(resource.after.policy)
] if {
	resource.type in _types
}

_statements(resource) := [[["inline_policy", index, "policy"], statement] |
	some index, inline in resource.after.inline_policy
	some statement in _parsed(inline.policy)
] if {
	resource.type == "aws_iam_role"
}

_statements(resource) := [[["statement", index], statement] |
	some index, block in resource.after.statement
	statement := {
		"effect": _effect(block),
		"actions": object.get(block, "actions", []),
		"resources": object.get(block, "resources", []),
		"condition": values.list(object.get(block, "condition", [])),
	}
] if {
	resource.type == "aws_iam_policy_document"
}

_effect(block) := block.effect if is_string(block.effect)

_effect(block) := "Allow" if object.get(block, "effect", null) == null

_parsed(text) := [statement |
	is_string(text)
	json.is_valid(text)
	some block in _blocks(json.unmarshal(text))
	statement := {
		"effect": object.get(block, "Effect", ""),
		"actions": object.get(block, "Action", []),
		"resources": object.get(block, "Resource", []),
		"condition": object.get(block, "Condition", {}),
	}
]

# One statement alone need not be in a list.
_blocks(document) := document.Statement if is_array(document.Statement)

_blocks(document) := [document.Statement] if is_object(document.Statement)
