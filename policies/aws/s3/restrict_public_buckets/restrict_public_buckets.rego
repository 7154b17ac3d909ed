# METADATA
# title: Public access block lets a public bucket policy work
# description: |
#   A policy that was set before, or by another tool, keeps serving the whole internet and other accounts.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
#     description: Blocking public access
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Set `restrict_public_buckets = true`.
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
package policies.aws.s3.restrict_public_buckets

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["restrict_public_buckets"]

deny contains fix.set(finding.on(block, _path, message), _path, true) if {
	some block in resources.of_types({"aws_s3_account_public_access_block", "aws_s3_bucket_public_access_block"})

	setting.is_off(block, _path)
	message := $"{block.address} leaves restrict_public_buckets off; expected true"
}
