# METADATA
# title: Public access block lets public ACLs work
# description: |
#   ACLs that were set before, or by another tool, keep publishing what they are on.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
#     description: Blocking public access
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Set `ignore_public_acls = true`.
#   resources:
#     - aws_s3_account_public_access_block
#     - aws_s3_bucket_public_access_block
#   topics:
#     - aws-s3-block-public-access
#   frameworks:
#     cis-aws-3.0:
#       - "2.1.4"
#     nist-800-53:
#       - "AC-3"
#     soc2:
#       - "CC6.1"
package policies.aws.s3.ignore_public_acls

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["ignore_public_acls"]

deny contains fix.set(finding.on(block, _path, message), _path, true) if {
	some block in resources.of_types({"aws_s3_account_public_access_block", "aws_s3_bucket_public_access_block"})

	setting.is_off(block, _path)
	message := $"{block.address} leaves ignore_public_acls off; expected true"
}
