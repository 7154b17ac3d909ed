# METADATA
# title: Other account may assume the role without external id or second factor
# description: |
#   A third party that serves many customers can be tricked into using your role for another of them; an external id
#   or a second factor stops that.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
#     description: The confused deputy
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Add a condition on `sts:ExternalId`, `aws:MultiFactorAuthPresent` or `aws:PrincipalOrgID`.
#   resources:
#     - aws_iam_role
#     - data.aws_iam_policy_document
#   topics:
#     - aws-iam-cross-account-external-id
#   frameworks:
#     nist-800-53:
#       - "AC-3"
#     soc2:
#       - "CC6.1"
package policies.aws.iam.cross_account_trust

import data.policies.lib.finding
import data.policies.lib.iam
import data.policies.lib.values

deny contains finding.on(statement.resource, statement.path, message) if {
	some statement in iam.trust_statements

	statement.effect == "Allow"
	iam.allows(statement, "sts:assumerole")
	some principal in statement.principals
	principal.kind == "AWS"
	regex.match(`^([0-9]{12}|arn:aws[a-z-]*:iam::[0-9]{12}:root)$`, principal.id)
	not iam.is_narrowed(statement)
	not _needs_second_factor(statement)
	message := $"{statement.resource.address} trusts {principal.id} without a condition; expected sts:ExternalId"
}

_needs_second_factor(statement) if {
	some tests in statement.condition
	some key, wanted in tests
	lower(key) == "aws:multifactorauthpresent"
	some value in values.list(wanted)
	value in {true, "true"}
}

_needs_second_factor(statement) if {
	some operator, tests in statement.condition
	startswith(lower(operator), "numericless")
	some key, _ in tests
	lower(key) == "aws:multifactorauthage"
}
