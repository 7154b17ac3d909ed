# METADATA
# title: Key is not changed within 90 days
# description: |
#   The longer a key lives, the more a stolen copy opens. Keys are never changed unless a period is set.
# related_resources:
#   - ref: https://cloud.google.com/kms/docs/key-rotation
#     description: Key rotation
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `rotation_period = "7776000s"`.
#   resources:
#     - google_kms_crypto_key
#   topics:
#     - gcp-kms-rotation
#   frameworks:
#     cis-gcp-3.0:
#       - "1.10"
#     nist-800-53:
#       - "SC-12"
package policies.google.kms.rotation

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["rotation_period"]

# Asymmetric keys and keys for signing cannot be changed on their own.
deny contains fix.set(finding.on(key, _path, message), _path, "7776000s") if {
	some key in resources.of_type("google_kms_crypto_key")

	setting.of(key, ["purpose"], "ENCRYPT_DECRYPT") == "ENCRYPT_DECRYPT"
	setting.is_off(key, ["import_only"])
	period := setting.of(key, _path, "")
	_is_too_long(period)
	message := $"{key.address} is not changed within 90 days; expected rotation_period = \"7776000s\""
}

_is_too_long("")

_is_too_long(period) if to_number(trim_suffix(period, "s")) > 7776000
