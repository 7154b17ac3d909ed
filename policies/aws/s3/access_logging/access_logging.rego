# METADATA
# title: Bucket does not log who reads it
# description: |
#   After a leak nobody can say what was taken, by whom and when.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
#     description: Server access logging
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Add an `aws_s3_bucket_logging` for the bucket with a `target_bucket` that only takes logs.
#   resources:
#     - aws_s3_bucket
#   topics:
#     - aws-s3-access-logging
#   frameworks:
#     cis-aws-3.0:
#       - "3.4"
#     nist-800-53:
#       - "AU-12"
#       - "AU-2"
#     soc2:
#       - "CC7.2"
package policies.aws.s3.access_logging

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.at(bucket, $"{bucket.address} does not log access; expected an aws_s3_bucket_logging for it") if {
	some bucket in resources.of_type("aws_s3_bucket")

	not resources.is_configured(bucket, "aws_s3_bucket_logging")
	setting.is_absent(bucket, ["logging"])
	not _takes_logs(bucket)
}

# Logging the bucket that takes the logs would never end.
_takes_logs(bucket) if bucket.after.acl == "log-delivery-write"

_takes_logs(bucket) if {
	some acl in resources.configuring(bucket, "aws_s3_bucket_acl")
	acl.after.acl == "log-delivery-write"
}

# A name that is not known is null, and equal to no other.
_takes_logs(bucket) if {
	is_string(bucket.after.bucket)
	bucket.after.bucket in _target_names
}

_takes_logs(bucket) if bucket.address in _target_addresses

_target_names := {name |
	some resource in resources.of_type("aws_s3_bucket_logging")
	name := resource.after.target_bucket
} | {name |
	some resource in resources.of_type("aws_s3_bucket")
	some logging in resource.after.logging
	name := logging.target_bucket
}

_target_addresses := {resources.referent(resource, ["target_bucket"]) |
	some resource in resources.of_type("aws_s3_bucket_logging")
} | {resources.referent(resource, ["logging", 0, "target_bucket"]) |
	some resource in resources.of_type("aws_s3_bucket")
}
