# METADATA
# title: Captured requests go to a bucket that the internet can read
# description: |
#   What people ask a model, and what it answers, is often the most private data there is.
# related_resources:
#   - ref: https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture.html
#     description: Data capture
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Capture to a bucket with a public access block and without public ACL or policy.
#   resources:
#     - aws_sagemaker_endpoint_configuration
#   topics:
#     - ml-data-capture-public
package policies.aws.sagemaker.capture_public

import data.policies.lib.finding
import data.policies.lib.iam
import data.policies.lib.resources

deny contains finding.on(endpoint, ["data_capture_config", index, "destination_s3_uri"], message) if {
	some endpoint in resources.of_type("aws_sagemaker_endpoint_configuration")

	some index, capture in endpoint.after.data_capture_config
	name := split(trim_prefix(capture.destination_s3_uri, "s3://"), "/")[0]
	some bucket in resources.of_type("aws_s3_bucket")
	bucket.after.bucket == name
	_is_public(bucket)
	message := $"{endpoint.address} captures requests to {bucket.address}, which is public; expected a private bucket"
}

_is_public(bucket) if {
	some acl in array.concat([bucket], resources.configuring(bucket, "aws_s3_bucket_acl"))
	acl.after.acl in {"authenticated-read", "public-read", "public-read-write"}
}

_is_public(bucket) if {
	some policy in array.concat([bucket], resources.configuring(bucket, "aws_s3_bucket_policy"))
	some statement in iam.statements_at(policy, ["policy"])
	iam.is_public(statement)
}
