package policies.aws.ec2.imdsv2_test

import data.policies.aws.ec2.imdsv2 as policy
import data.policies.lib.testing

test_deny_nothing_said if {
	policy.deny == {{
		"address": "aws_instance.this",
		"attribute": ["metadata_options"],
		"message": "aws_instance.this does not require IMDSv2; expected metadata_options with http_tokens = required",
		"fix": [{"op": "add", "path": "/metadata_options/0/http_tokens", "value": "required"}],
	}} with input as testing.review([testing.terraform("aws_instance", {})])
}

test_deny_optional if {
	every type in ["aws_instance", "aws_launch_configuration", "aws_launch_template"] {
		resource := testing.terraform(type, {"metadata_options": [{"http_tokens": "optional"}]})
		count(policy.deny) == 1 with input as testing.review([resource])
	}
}

test_allow_required_or_disabled if {
	every options in [{"http_tokens": "required"}, {"http_endpoint": "disabled"}] {
		resource := testing.terraform("aws_launch_template", {"metadata_options": [options]})
		count(policy.deny) == 0 with input as testing.review([resource])
	}
}

test_allow_instance_of_a_template if {
	instance := testing.terraform("aws_instance", {"launch_template": [{"id": "lt-1"}]})
	count(policy.deny) == 0 with input as testing.review([instance])
}

test_allow_account_default if {
	defaults := testing.terraform("aws_ec2_instance_metadata_defaults", {"http_tokens": "required"})
	count(policy.deny) == 0 with input as testing.review([testing.terraform("aws_instance", {}), defaults])
}

test_allow_unknown if {
	every path in [["metadata_options"], ["metadata_options", 0, "http_tokens"]] {
		instance := testing.terraform("aws_instance", {"metadata_options": [{"http_tokens": null}]})
		count(policy.deny) == 0 with input as testing.review([testing.unknown(instance, [path])])
	}
}
