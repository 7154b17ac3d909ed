# METADATA
# title: Bucket keeps no versions
# description: |
#   What is deleted or written over, by mistake or by somebody with a stolen key, is gone.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html
#     description: Versioning
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: |
#     Add, with the bucket's name:
#
#     resource "aws_s3_bucket_versioning" "this" {
#       bucket = aws_s3_bucket.this.id
#
#       versioning_configuration {
#         status = "Enabled"
#       }
#     }
#   resources:
#     - aws_s3_bucket
#     - aws_s3_bucket_versioning
#   topics:
#     - aws-s3-versioning
#   frameworks:
#     nist-800-53:
#       - "CP-10"
#       - "CP-9"
#     soc2:
#       - "A1.2"
package policies.aws.s3.versioning

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.at(bucket, $"{bucket.address} keeps no versions; expected versioning with status Enabled") if {
	some bucket in resources.of_type("aws_s3_bucket")

	not resources.is_configured(bucket, "aws_s3_bucket_versioning")
	setting.is_off(bucket, ["versioning", 0, "enabled"])
}

deny contains finding.on(versioning, _status, message) if {
	some versioning in resources.of_type("aws_s3_bucket_versioning")

	status := setting.of(versioning, _status, "Disabled")
	status != "Enabled"
	message := $"{versioning.address} has the status {status}; expected Enabled"
}

_status := ["versioning_configuration", 0, "status"]
