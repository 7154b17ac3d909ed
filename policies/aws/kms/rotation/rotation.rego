# METADATA
# title: Key is never rotated
# description: |
#   The longer one key material is used, the more one leak of it opens. KMS makes new material every year by itself
#   and keeps the old for what it encrypted.
# related_resources:
#   - ref: https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
#     description: Rotating keys
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `enable_key_rotation = true`.
#   resources:
#     - aws_kms_key
#   topics:
#     - aws-kms-rotation
#   frameworks:
#     cis-aws-3.0:
#       - "3.6"
#     nist-800-53:
#       - "SC-12"
#     soc2:
#       - "CC6.1"
package policies.aws.kms.rotation

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["enable_key_rotation"]

deny contains fix.set(finding.on(resource, _path, message), _path, true) if {
	some resource in resources.of_type("aws_kms_key")

	setting.is_off(resource, _path)
	setting.of(resource, ["customer_master_key_spec"], "SYMMETRIC_DEFAULT") == "SYMMETRIC_DEFAULT"
	setting.of(resource, ["key_usage"], "ENCRYPT_DECRYPT") == "ENCRYPT_DECRYPT" # keys to sign with cannot be
	setting.is_absent(resource, ["custom_key_store_id"])
	setting.of(resource, ["is_enabled"], true) in {true, "true"}
	message := $"{resource.address} is never rotated; expected enable_key_rotation = true"
}
