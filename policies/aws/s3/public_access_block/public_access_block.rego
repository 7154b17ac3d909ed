# METADATA
# title: Bucket is not protected by a public access block
# description: |
#   A public access block overrules every ACL and bucket policy that would open the bucket to the internet. Without
#   it one wrong line publishes the data.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
#     description: Blocking public access
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Add an `aws_s3_bucket_public_access_block` for the bucket with all four switches set to true.
#   resources:
#     - aws_s3_bucket
#   topics:
#     - aws-s3-block-public-access
#   frameworks:
#     cis-aws-3.0:
#       - "2.1.4"
#     nist-800-53:
#       - "AC-3"
#     soc2:
#       - "CC6.1"
package policies.aws.s3.public_access_block

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.values

_switches := ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"]

deny contains finding.at(bucket, $"{bucket.address} has no public access block; expected one with all switches on") if {
	some bucket in resources.of_type("aws_s3_bucket")

	not _is_account_blocked
	not resources.is_configured(bucket, "aws_s3_bucket_public_access_block")
}

_is_account_blocked if {
	some account in resources.of_type("aws_s3_account_public_access_block")
	every switch in _switches { values.is_on(account.after, switch) }
}
