# METADATA
# title: Log group keeps its events for ever
# description: |
#   Logs grow without end and cost by the gigabyte and month; what is kept longer than needed can also leak longer
#   than needed.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html#SettingLogRetention
#     description: Retention of logs
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Set `retention_in_days` to what your rules ask for, such as 365.
#   resources:
#     - aws_cloudwatch_log_group
#   topics:
#     - aws-log-group-retention
#   frameworks:
#     nist-800-53:
#       - "AU-11"
#     soc2:
#       - "CC7.2"
package policies.aws.cloudwatch.log_retention

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting
import data.policies.lib.values

deny contains finding.on(group, ["retention_in_days"], message) if {
	some group in resources.of_type("aws_cloudwatch_log_group")

	values.number(setting.of(group, ["retention_in_days"], 0)) == 0
	message := $"{group.address} keeps its events for ever; expected retention_in_days"
}
