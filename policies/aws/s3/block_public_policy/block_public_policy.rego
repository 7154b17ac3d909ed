# METADATA
# title: Public access block lets a public bucket policy be set
# description: |
#   One statement with a wildcard publishes the bucket; with the switch on, the request that would set it fails.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
#     description: Blocking public access
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Set `block_public_policy = true`.
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
package policies.aws.s3.block_public_policy

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["block_public_policy"]

deny contains fix.set(finding.on(block, _path, message), _path, true) if {
	some block in resources.of_types({"aws_s3_account_public_access_block", "aws_s3_bucket_public_access_block"})

	setting.is_off(block, _path)
	message := $"{block.address} leaves block_public_policy off; expected true"
}
