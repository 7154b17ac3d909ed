# METADATA
# title: Table has no point-in-time recovery
# description: |
#   Without it a table that was emptied or written over by mistake is gone as of its last backup, which for most
#   tables is never.
# related_resources:
#   - ref: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html
#     description: Point-in-time recovery
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Add a `point_in_time_recovery` block with `enabled = true`.
#   resources:
#     - aws_dynamodb_table
#   topics:
#     - aws-dynamodb-pitr
#   frameworks:
#     nist-800-53:
#       - "CP-9"
#     soc2:
#       - "A1.2"
package policies.aws.dynamodb.point_in_time_recovery

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["point_in_time_recovery", 0, "enabled"]

deny contains fix.set(finding.on(resource, _path, message), _path, true) if {
	some resource in resources.of_type("aws_dynamodb_table")

	setting.is_off(resource, _path)
	message := concat("; ", [
		$"{resource.address} has no point-in-time recovery",
		"expected a block point_in_time_recovery with enabled = true",
	])
}
