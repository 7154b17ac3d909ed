# METADATA
# title: Policy allows all actions of a service
# description: |
#   A wildcard also allows what the service will learn to do, and deleting and sharing beside reading.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
#     description: Applying least-privilege permissions
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Name the actions that are needed, such as `s3:GetObject`.
#   resources:
#     - aws_iam_group_policy
#     - aws_iam_policy
#     - aws_iam_role
#     - aws_iam_role_policy
#     - aws_iam_user_policy
#     - aws_ssoadmin_permission_set_inline_policy
#     - data.aws_iam_policy_document
#   topics:
#     - aws-iam-star-action
#   frameworks:
#     nist-800-53:
#       - "AC-6"
#     soc2:
#       - "CC6.3"
package policies.aws.iam.star_action

import data.policies.lib.finding
import data.policies.lib.iam

deny contains finding.on(statement.resource, statement.path, message) if {
	some statement in iam.identity_statements

	statement.effect == "Allow"
	wide := [action | some action in statement.actions; _is_wide(action)]
	count(wide) > 0
	_is_unbounded(statement)
	not _is_admin(statement)
	message := $"{statement.resource.address} allows {concat(", ", wide)}; expected the actions that are needed"
}

deny contains finding.on(statement.resource, statement.path, message) if {
	some statement in iam.identity_statements

	statement.effect == "Allow"
	count(statement.not_actions) > 0
	_is_unbounded(statement)
	shown := concat(", ", array.slice(statement.not_actions, 0, 3))
	message := $"{statement.resource.address} allows everything but {shown}; expected the actions that are needed"
}

# A trust policy needs no more than to be assumed.
deny contains finding.on(statement.resource, statement.path, message) if {
	some statement in iam.role_statements

	statement.effect == "Allow"
	some action in statement.actions
	action in {"*", "*:*", "sts:*"}
	message := $"{statement.resource.address} lets its principals do {action}; expected sts:AssumeRole"
}

_is_wide(action) if action in {"*", "*:*"}

# Logs, metrics and messages of one's own give nothing away.
_is_wide(action) if {
	endswith(action, ":*")
	not split(action, ":")[0] in {"cloudwatch", "logs", "xray"}
}

# All of a service on named resources is a choice; on everything it is a lapse.
_is_unbounded(statement) if {
	some resource in statement.resources
	_is_everything(resource)
}

_is_unbounded(statement) if count(statement.not_resources) > 0

_is_everything("*")

_is_everything(resource) if regex.match(`^arn:aws[a-z-]*:[a-z0-9-]+:[^:]*:[^:]*:\*$`, resource)

# That has a policy of its own.
_is_admin(statement) if {
	some action in statement.actions
	action in {"*", "*:*"}
	"*" in statement.resources
	count(statement.condition) == 0
}
