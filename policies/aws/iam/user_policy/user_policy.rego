# METADATA
# title: Rights are given to a single user
# description: |
#   Rights on users are copied by hand, forgotten when people move on, and seen by no review of groups or roles.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
#     description: Groups and roles
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Attach the policy to a group or a role that the user has.
#   resources:
#     - aws_iam_policy_attachment
#     - aws_iam_user_policy
#     - aws_iam_user_policy_attachment
#   topics:
#     - aws-iam-user-policy
#   frameworks:
#     cis-aws-3.0:
#       - "1.15"
#     nist-800-53:
#       - "AC-2"
#       - "AC-6"
package policies.aws.iam.user_policy

import data.policies.lib.finding
import data.policies.lib.resources

deny contains finding.at(resource, $"{resource.address} gives rights to a single user; expected a group or a role") if {
	some resource in resources.of_types({"aws_iam_user_policy", "aws_iam_user_policy_attachment"})
}

deny contains finding.on(resource, ["users"], message) if {
	some resource in resources.of_type("aws_iam_policy_attachment")

	count(resource.after.users) > 0
	message := $"{resource.address} gives rights to single users; expected groups or roles"
}
