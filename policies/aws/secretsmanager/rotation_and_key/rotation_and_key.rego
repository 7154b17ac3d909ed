# METADATA
# title: Secret has no key of yours or is never rotated
# description: |
#   With the service's own key, every identity that may read secrets reads this one; without rotation a leak lasts
#   for ever.
# related_resources:
#   - ref: https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html
#     description: Rotating secrets
#   - ref: https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
#     description: Encryption of secrets
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Set `kms_key_id`, and add an `aws_secretsmanager_secret_rotation`.
#   resources:
#     - aws_secretsmanager_secret
#   topics:
#     - aws-secretsmanager-cmk
#   frameworks:
#     nist-800-53:
#       - "SC-12"
#       - "SC-28"
package policies.aws.secretsmanager.rotation_and_key

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.on(secret, ["kms_key_id"], $"{secret.address} has no key of yours; expected a kms_key_id") if {
	some secret in resources.of_type("aws_secretsmanager_secret")

	setting.of(secret, ["kms_key_id"], "") in {"", "alias/aws/secretsmanager"}
}

deny contains finding.at(secret, message) if {
	some secret in resources.of_type("aws_secretsmanager_secret")

	not resources.is_configured(secret, "aws_secretsmanager_secret_rotation")
	setting.is_absent(secret, ["rotation_lambda_arn"])
	message := $"{secret.address} is never rotated; expected an aws_secretsmanager_secret_rotation"
}
