# METADATA
# title: Policy allows every action on every resource
# description: |
#   Whoever holds this policy owns the account. One leaked key or one flaw in a program with it is enough to read,
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
#     - aws_iam_group_policy_attachment
#     - aws_iam_policy
#     - aws_iam_policy_attachment
#     - aws_iam_role
#     - aws_iam_role_policy
#     - aws_iam_role_policy_attachment
#     - aws_iam_user_policy
#     - aws_iam_user_policy_attachment
#     - aws_ssoadmin_managed_policy_attachment
#     - aws_ssoadmin_permission_set_inline_policy
#     - data.aws_iam_policy_document
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
import data.policies.lib.iam

deny contains finding.on(statement.resource, statement.path, message) if {
	some statement in iam.identity_statements

	_is_admin(statement)
	message := concat("; ", [
		$"{statement.resource.address} allows every action (*) on every resource (*)",
		"expected the ones that are needed",
	])
}

deny contains finding.on(resource, [attribute], message) if {
	some {"resource": resource, "attribute": attribute} in iam.attachments("AdministratorAccess")

	message := $"{resource.address} attaches AdministratorAccess; expected a policy with what is needed"
}

# A condition may narrow a statement down to nothing; whether it does cannot be told here.
_is_admin(statement) if {
	statement.effect == "Allow"
	some action in statement.actions
	action in {"*", "*:*"}
	"*" in statement.resources
	count(statement.condition) == 0
}
