package policies.aws.config.recorder_test

import data.policies.aws.config.recorder as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_config_configuration_recorder_status.this", "message": "aws_config_configuration_recorder_status.this switches the recorder off; expected is_enabled = true", "attribute": ["is_enabled"]}} with input as testing.review([testing.terraform("aws_config_configuration_recorder_status", {"is_enabled": false})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_config_configuration_recorder", {})],
		[testing.terraform("aws_config_configuration_recorder", {"recording_group": [{"all_supported": false}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_config_configuration_recorder", {"recording_group": [{"all_supported": true, "include_global_resource_types": true}]})],
		[testing.terraform("aws_config_configuration_recorder_status", {"is_enabled": true})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_config_configuration_recorder", {"recording_group": null}), [["recording_group"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
