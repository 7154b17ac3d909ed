# METADATA
# title: Bucket does not state how its objects are encrypted
# description: |
#   Since January 2023 S3 encrypts every new object with a key of its own (SSE-S3), so that nothing is stored in the
#   clear. Without a stated configuration there is no key whose use can be limited, logged or revoked.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html
#     description: What S3 encrypts by default since 2023
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html
#     description: Setting default encryption
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: >-
#     Add an `aws_s3_bucket_server_side_encryption_configuration`, with `aws:kms` where the key must be yours.
#   resources:
#     - aws_s3_bucket
#   topics:
#     - aws-s3-encryption
#   frameworks:
#     nist-800-53:
#       - "SC-13"
#       - "SC-28"
#     soc2:
#       - "C1.1"
#       - "CC6.1"
package policies.aws.s3.encryption

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.unknown
import data.policies.lib.values

deny contains finding.at(bucket, $"{bucket.address} states no encryption; S3 uses its own key (SSE-S3)") if {
	some bucket in resources.of_type("aws_s3_bucket")

	not _has_block(bucket)
	not resources.is_configured(bucket, "aws_s3_bucket_server_side_encryption_configuration")
}

_has_block(bucket) if count(values.list(bucket.after.server_side_encryption_configuration)) > 0

_has_block(bucket) if unknown.at(bucket, ["server_side_encryption_configuration"])
