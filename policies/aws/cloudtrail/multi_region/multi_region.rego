# METADATA
# title: Trail does not record all regions, or is switched off
# description: |
#   Whoever steals a key works in a region that nobody watches; a trail that does not log watches nothing.
# related_resources:
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/receive-cloudtrail-log-files-from-multiple-regions.html
#     description: Trails for all regions
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: >-
#     Set `is_multi_region_trail = true`, and remove `enable_logging = false` and `include_global_service_events =
#     false`.
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
package policies.aws.cloudtrail.multi_region

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_wrong := {
	"enable_logging": {"default": true, "why": "is switched off"},
	"include_global_service_events": {"default": true, "why": "leaves out IAM and other global services"},
	"is_multi_region_trail": {"default": false, "why": "records one region only"},
}

deny contains fix.set(finding.on(trail, [field], message), [field], true) if {
	some trail in resources.of_type("aws_cloudtrail")

	some field, fault in _wrong
	setting.of(trail, [field], fault["default"]) in {false, "false"}
	message := $"{trail.address} {fault.why}; expected {field} = true"
}
