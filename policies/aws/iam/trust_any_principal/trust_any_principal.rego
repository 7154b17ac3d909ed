# METADATA
# title: Role can be assumed by anybody
# description: |
#   Any AWS account can take the role and act with its rights.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user.html
#     description: Roles for other accounts
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: Name the accounts, roles or services as principals.
#   resources:
#     - aws_iam_role
#     - data.aws_iam_policy_document
#   topics:
#     - aws-iam-trust-any-principal
#   frameworks:
#     nist-800-53:
#       - "AC-3"
#       - "AC-6"
#     soc2:
#       - "CC6.1"
package policies.aws.iam.trust_any_principal

import data.policies.lib.finding
import data.policies.lib.iam

deny contains finding.on(statement.resource, statement.path, message) if {
	some statement in iam.trust_statements

	iam.is_public(statement)
	message := $"{statement.resource.address} can be assumed by anybody; expected named principals"
}
