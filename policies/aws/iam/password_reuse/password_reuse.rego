# METADATA
# title: Account takes passwords again that it had before
# description: |
#   Old passwords that leaked elsewhere come back.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
#     description: Account password policy
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `password_reuse_prevention = 24`.
#   resources:
#     - aws_iam_account_password_policy
#   topics:
#     - aws-iam-password-policy
#   frameworks:
#     cis-aws-3.0:
#       - "1.9"
#     nist-800-53:
#       - "IA-5"
#   aliases:
#     - aws.iam.password_policy
package policies.aws.iam.password_reuse

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting
import data.policies.lib.values

_path := ["password_reuse_prevention"]

deny contains fix.set(finding.on(policy, _path, message), _path, 24) if {
	some policy in resources.of_type("aws_iam_account_password_policy")

	value := values.number(setting.of(policy, _path, 0))
	value < 24
	message := $"{policy.address} has password_reuse_prevention = {value}; expected 24 or more"
}
