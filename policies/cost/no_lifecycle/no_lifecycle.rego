# METADATA
# title: Bucket keeps everything for ever
# description: |
#   Old versions, broken uploads and logs grow without end and cost by the gigabyte and month.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html
#     description: Lifecycle of objects
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: >-
#     Add an `aws_s3_bucket_lifecycle_configuration` that moves or removes what is old, and aborts broken uploads.
#   resources:
#     - aws_s3_bucket
#   topics:
#     - cost-no-lifecycle
package policies.cost.no_lifecycle

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.at(bucket, $"{bucket.address} keeps everything for ever; expected a lifecycle configuration") if {
	some bucket in resources.of_type("aws_s3_bucket")

	not resources.is_configured(bucket, "aws_s3_bucket_lifecycle_configuration")
	not resources.is_configured(bucket, "aws_s3_bucket_intelligent_tiering_configuration")
	setting.is_absent(bucket, ["lifecycle_rule"])
}
