# METADATA
# title: Bucket policy lets anybody in
# description: |
#   A statement for every principal without a condition on who asks gives its actions to the whole internet.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
#     description: When a policy counts as public
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: >-
#     Name the principals, or add a condition on `aws:PrincipalOrgID`, `aws:SourceArn` or `aws:SourceVpce`. A
#     website belongs behind CloudFront with an origin access control.
#   resources:
#     - aws_s3_bucket
#     - aws_s3_bucket_policy
#   topics:
#     - aws-s3-policy-any-principal
#   frameworks:
#     cis-aws-3.0:
#       - "2.1.4"
#     nist-800-53:
#       - "AC-3"
#       - "AC-6"
#     soc2:
#       - "CC6.1"
package policies.aws.s3.policy_any_principal

import data.policies.lib.finding
import data.policies.lib.iam

deny contains finding.on(statement.resource, statement.path, message) if {
	some statement in iam.resource_statements({"aws_s3_bucket", "aws_s3_bucket_policy"})

	iam.is_public(statement)
	actions := concat(", ", array.slice(array.concat(statement.actions, statement.not_actions), 0, 3))
	message := $"{statement.resource.address} allows {actions} to anybody; expected named principals or a condition"
}
