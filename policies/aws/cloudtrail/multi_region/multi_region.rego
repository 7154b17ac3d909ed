# METADATA
# title: Trail does not record all regions
# description: |
#   Whoever steals a key works in a region that nobody watches.
# related_resources:
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/receive-cloudtrail-log-files-from-multiple-regions.html
#     description: Trails for all regions
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Set `is_multi_region_trail = true`.
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

_path := ["is_multi_region_trail"]

deny contains fix.set(finding.on(trail, _path, message), _path, true) if {
	some trail in resources.of_type("aws_cloudtrail")

	setting.is_off(trail, _path)
	message := $"{trail.address} records one region only; expected is_multi_region_trail = true"
}
