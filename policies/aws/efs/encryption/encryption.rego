# METADATA
# title: File system is not encrypted
# description: |
#   Files on an unencrypted file system can be read by whoever gets hold of a backup or of the storage. Encryption
#   cannot be switched on later without making the file system anew.
# related_resources:
#   - ref: https://docs.aws.amazon.com/efs/latest/ug/encryption.html
#     description: Encrypting data in Amazon EFS
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Set `encrypted = true`, and `kms_key_id` where the key must be yours.
#   resources:
#     - aws_efs_file_system
#   topics:
#     - aws-efs-encryption
#   frameworks:
#     cis-aws-3.0:
#       - "2.4.1"
#     nist-800-53:
#       - "SC-28"
#     soc2:
#       - "CC6.1"
package policies.aws.efs.encryption

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.unknown
import data.policies.lib.values

_types := {"aws_efs_file_system"}

deny contains fix.set(finding.on(resource, ["encrypted"], message), ["encrypted"], true) if {
	some resource in input.resources

	resource.type in _types
	resource.after != null
	not values.is_on(resource.after, "encrypted")
	not unknown.at(resource, ["encrypted"])
	message := $"{resource.address} is not encrypted; expected encrypted = true"
}
