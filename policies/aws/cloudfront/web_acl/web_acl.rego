# METADATA
# title: Public entry has no web application firewall
# description: |
#   Floods, known attacks and bots then reach the application itself.
# related_resources:
#   - ref: https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html
#     description: Associating a web ACL
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Set `web_acl_id`, or add an `aws_wafv2_web_acl_association` for the load balancer.
#   resources:
#     - aws_alb
#     - aws_cloudfront_distribution
#     - aws_lb
#   topics:
#     - aws-cloudfront-waf
#   frameworks:
#     nist-800-53:
#       - "SC-7"
#       - "SI-4"
#     soc2:
#       - "CC6.6"
package policies.aws.cloudfront.web_acl

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.on(distribution, ["web_acl_id"], message) if {
	some distribution in resources.of_type("aws_cloudfront_distribution")

	setting.is_absent(distribution, ["web_acl_id"])
	message := $"{distribution.address} has no web ACL; expected a web_acl_id"
}

deny contains finding.at(balancer, message) if {
	some balancer in resources.of_types({"aws_alb", "aws_lb"})

	setting.of(balancer, ["load_balancer_type"], "application") == "application"
	setting.is_off(balancer, ["internal"])
	not resources.is_configured(balancer, "aws_wafv2_web_acl_association")
	not resources.is_configured(balancer, "aws_wafregional_web_acl_association")
	message := $"{balancer.address} is public and has no web ACL; expected an aws_wafv2_web_acl_association"
}
