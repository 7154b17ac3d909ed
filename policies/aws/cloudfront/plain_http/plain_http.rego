# METADATA
# title: Distribution answers plain HTTP
# description: |
#   Pages, cookies and forms can be read and changed by everybody on the way.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html
#     description: HTTPS between viewers and CloudFront
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Set `viewer_protocol_policy = "redirect-to-https"`.
#   resources:
#     - aws_cloudfront_distribution
#   topics:
#     - aws-cloudfront-http
#   frameworks:
#     nist-800-53:
#       - "SC-8"
#     soc2:
#       - "CC6.7"
package policies.aws.cloudfront.plain_http

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources

deny contains fix.set(finding.on(distribution, path, message), path, "redirect-to-https") if {
	some distribution in resources.of_type("aws_cloudfront_distribution")

	some block in ["default_cache_behavior", "ordered_cache_behavior"]
	some index, behavior in distribution.after[block]
	behavior.viewer_protocol_policy == "allow-all"
	path := [block, index, "viewer_protocol_policy"]
	message := $"{distribution.address} answers plain HTTP; expected viewer_protocol_policy = redirect-to-https"
}
