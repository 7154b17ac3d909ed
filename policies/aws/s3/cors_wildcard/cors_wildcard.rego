# METADATA
# title: Any website may write to the bucket from a browser
# description: |
#   A page of anybody can make its visitors' browsers upload, change or delete objects with whatever credentials the
#   page holds.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html
#     description: Cross-origin resource sharing
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Name the origins that need to write.
#   resources:
#     - aws_s3_bucket
#     - aws_s3_bucket_cors_configuration
#   topics:
#     - aws-s3-cors-wildcard
#   frameworks:
#     nist-800-53:
#       - "AC-4"
#     soc2:
#       - "CC6.6"
package policies.aws.s3.cors_wildcard

import data.policies.lib.finding
import data.policies.lib.resources

deny contains finding.on(resource, ["cors_rule", index, "allowed_origins"], message) if {
	some resource in resources.of_types({"aws_s3_bucket", "aws_s3_bucket_cors_configuration"})

	some index, rule in resource.after.cors_rule
	some origin in rule.allowed_origins
	origin in {"*", "http://*", "https://*"}
	methods := [method | some method in rule.allowed_methods; method in {"DELETE", "POST", "PUT"}]
	count(methods) > 0
	message := $"{resource.address} allows {concat(", ", methods)} from any origin ({origin}); expected named origins"
}

deny contains finding.on(resource, ["cors_rule", index, "allowed_headers"], message) if {
	some resource in resources.of_types({"aws_s3_bucket", "aws_s3_bucket_cors_configuration"})

	some index, rule in resource.after.cors_rule
	"*" in rule.allowed_origins
	"*" in rule.allowed_headers
	not _is_writing(rule)
	message := $"{resource.address} allows every header from any origin; expected named origins or headers"
}

_is_writing(rule) if {
	some method in rule.allowed_methods
	method in {"DELETE", "POST", "PUT"}
}
