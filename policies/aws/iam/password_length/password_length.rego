# METADATA
# title: Account takes short passwords
# description: |
#   Short passwords are guessed, or found by trying all of them.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
#     description: Account password policy
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `minimum_password_length = 14`.
#   resources:
#     - aws_iam_account_password_policy
#   topics:
#     - aws-iam-password-policy
#   frameworks:
#     cis-aws-3.0:
#       - "1.8"
#     nist-800-53:
#       - "IA-5"
#   aliases:
#     - aws.iam.password_policy
package policies.aws.iam.password_length

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting
import data.policies.lib.values

_path := ["minimum_password_length"]

deny contains fix.set(finding.on(policy, _path, message), _path, 14) if {
	some policy in resources.of_type("aws_iam_account_password_policy")

	value := values.number(setting.of(policy, _path, 8))
	value < 14
	message := $"{policy.address} has minimum_password_length = {value}; expected 14 or more"
}
