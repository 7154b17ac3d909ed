# METADATA
# title: Trail leaves out global services
# description: |
#   Who made which user, role or key is recorded nowhere.
# related_resources:
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
#     description: Best practices for CloudTrail
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Remove `include_global_service_events = false`.
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
package policies.aws.cloudtrail.global_events

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["include_global_service_events"]

deny contains fix.set(finding.on(trail, _path, message), _path, true) if {
	some trail in resources.of_type("aws_cloudtrail")

	setting.is_stated_off(trail, _path)
	message := $"{trail.address} leaves out IAM and other global services; expected include_global_service_events = true"
}
