# METADATA
# title: Configuration recorder does not record everything
# description: |
#   What it leaves out can change unseen, and no rule looks at it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html
#     description: What AWS Config records
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: >-
#     Set `all_supported = true` and `include_global_resource_types = true` in `recording_group`, and enable the
#     recorder.
#   resources:
#     - aws_config_configuration_recorder
#     - aws_config_configuration_recorder_status
#   topics:
#     - aws-config-recorder
#   frameworks:
#     cis-aws-3.0:
#       - "3.3"
#     nist-800-53:
#       - "CM-8"
#     soc2:
#       - "CC7.1"
package policies.aws.config.recorder

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.on(recorder, ["recording_group"], message) if {
	some recorder in resources.of_type("aws_config_configuration_recorder")

	setting.is_stated_off(recorder, ["recording_group", 0, "all_supported"])
	setting.is_absent(recorder, ["recording_group", 0, "exclusion_by_resource_types"])
	message := $"{recorder.address} does not record all types of resources; expected all_supported = true"
}

deny contains finding.on(recorder, ["recording_group"], message) if {
	some recorder in resources.of_type("aws_config_configuration_recorder")

	setting.is_on(recorder, ["recording_group", 0, "all_supported"])
	setting.is_off(recorder, ["recording_group", 0, "include_global_resource_types"])
	message := $"{recorder.address} leaves out IAM and other global types; expected include_global_resource_types = true"
}

deny contains finding.on(status, ["is_enabled"], message) if {
	some status in resources.of_type("aws_config_configuration_recorder_status")

	setting.is_stated_off(status, ["is_enabled"])
	message := $"{status.address} switches the recorder off; expected is_enabled = true"
}
