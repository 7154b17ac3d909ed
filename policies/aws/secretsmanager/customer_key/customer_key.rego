# METADATA
# title: Secret has no key of yours
# description: |
#   With the service's own key, every identity that may read secrets reads this one.
# related_resources:
#   - ref: https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
#     description: Encryption of secrets
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Set `kms_key_id`.
#   resources:
#     - aws_secretsmanager_secret
#   topics:
#     - aws-secretsmanager-cmk
#   frameworks:
#     nist-800-53:
#       - "SC-12"
#       - "SC-28"
#   aliases:
#     - aws.secretsmanager.rotation_and_key
package policies.aws.secretsmanager.customer_key

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.on(secret, ["kms_key_id"], $"{secret.address} has no key of yours; expected a kms_key_id") if {
	some secret in resources.of_type("aws_secretsmanager_secret")

	setting.of(secret, ["kms_key_id"], "") in {"", "alias/aws/secretsmanager"}
}
