# METADATA
# title: Password policy of the account is weak
# description: |
#   Short passwords are guessed, and old ones that leaked elsewhere come back.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
#     description: Account password policy
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `minimum_password_length = 14` and `password_reuse_prevention = 24`.
#   resources:
#     - aws_iam_account_password_policy
#   topics:
#     - aws-iam-password-policy
#   frameworks:
#     cis-aws-3.0:
#       - "1.8"
#       - "1.9"
#     nist-800-53:
#       - "IA-5"
package policies.aws.iam.password_policy

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting
import data.policies.lib.values

_least := {
	"minimum_password_length": {"default": 8, "least": 14},
	"password_reuse_prevention": {"default": 0, "least": 24},
}

deny contains fix.set(finding.on(policy, [field], message), [field], bound.least) if {
	some policy in resources.of_type("aws_iam_account_password_policy")

	some field, bound in _least
	value := values.number(setting.of(policy, [field], bound["default"]))
	value < bound.least
	message := $"{policy.address} has {field} = {value}; expected {bound.least} or more"
}
