# METADATA
# title: Distribution accepts old TLS versions
# description: |
#   TLS below 1.2 has known flaws; a client can be pushed down to it. With the default certificate CloudFront
#   accepts TLS 1.0.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
#     description: Supported protocols
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Use a certificate of your own and set `minimum_protocol_version = "TLSv1.2_2021"`.
#   resources:
#     - aws_cloudfront_distribution
#   topics:
#     - aws-cloudfront-tls
#   frameworks:
#     nist-800-53:
#       - "SC-13"
#       - "SC-8"
package policies.aws.cloudfront.tls_version

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.on(distribution, ["viewer_certificate"], message) if {
	some distribution in resources.of_type("aws_cloudfront_distribution")

	version := _version(distribution)
	not startswith(version, "TLSv1.2_")
	not startswith(version, "TLSv1.3")
	message := $"{distribution.address} accepts {version}; expected minimum_protocol_version = TLSv1.2_2021"
}

# CloudFront's own certificate comes with TLS 1.0, whatever is asked for.
_version(distribution) := "TLSv1" if {
	setting.is_stated_on(distribution, ["viewer_certificate", 0, "cloudfront_default_certificate"])
} else := setting.of(distribution, ["viewer_certificate", 0, "minimum_protocol_version"], "TLSv1")
