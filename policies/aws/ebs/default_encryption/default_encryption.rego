# METADATA
# title: Encryption of new disks is switched off for the account
# description: |
#   With the account's default off, every volume that forgets to ask for encryption is stored in the clear, also
#   those that consoles and other services make.
# related_resources:
#   - ref: https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html
#     description: Encryption by default
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `enabled = true`, or remove the argument.
#   resources:
#     - aws_ebs_encryption_by_default
#   topics:
#     - aws-ebs-default-encryption
#   frameworks:
#     cis-aws-3.0:
#       - "2.2.1"
#     nist-800-53:
#       - "SC-28"
package policies.aws.ebs.default_encryption

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["enabled"]

deny contains fix.set(finding.on(resource, _path, message), _path, true) if {
	some resource in resources.of_type("aws_ebs_encryption_by_default")

	setting.is_stated_off(resource, _path)
	message := $"{resource.address} switches off the encryption of new disks; expected enabled = true"
}
