# METADATA
# title: Trail is switched off
# description: |
#   A trail that does not log watches nothing, and says so to nobody.
# related_resources:
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
#     description: Best practices for CloudTrail
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Remove `enable_logging = false`.
#   resources:
#     - aws_cloudtrail
#   topics:
#     - aws-cloudtrail-multi-region
#   frameworks:
#     cis-aws-3.0:
#       - "3.1"
#     nist-800-53:
#       - "AU-12"
#       - "AU-2"
#     soc2:
#       - "CC7.2"
package policies.aws.cloudtrail.logging

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["enable_logging"]

deny contains fix.set(finding.on(trail, _path, message), _path, true) if {
	some trail in resources.of_type("aws_cloudtrail")

	setting.is_stated_off(trail, _path)
	message := $"{trail.address} is switched off; expected enable_logging = true"
}
