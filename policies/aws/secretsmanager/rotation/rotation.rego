# METADATA
# title: Secret is never rotated
# description: |
#   Without rotation whoever has read the secret once has it for ever.
# related_resources:
#   - ref: https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html
#     description: Rotating secrets
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Add an `aws_secretsmanager_secret_rotation`.
#   resources:
#     - aws_secretsmanager_secret
#   topics:
#     - aws-secretsmanager-cmk
#   frameworks:
#     nist-800-53:
#       - "SC-12"
#   aliases:
#     - aws.secretsmanager.rotation_and_key
package policies.aws.secretsmanager.rotation

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.at(secret, message) if {
	some secret in resources.of_type("aws_secretsmanager_secret")

	not resources.is_configured(secret, "aws_secretsmanager_secret_rotation")
	setting.is_absent(secret, ["rotation_lambda_arn"])
	message := $"{secret.address} is never rotated; expected an aws_secretsmanager_secret_rotation"
}
