package policies.aws.cloudtrail.global_events_test

import data.policies.aws.cloudtrail.global_events as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_cloudtrail.this", "message": "aws_cloudtrail.this leaves out IAM and other global services; expected include_global_service_events = true", "attribute": ["include_global_service_events"], "fix": [{"op": "add", "path": "/include_global_service_events", "value": true}]}} with input as testing.review([testing.terraform("aws_cloudtrail", {"name": "t", "include_global_service_events": false})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_cloudtrail", {"name": "t", "include_global_service_events": "false"})],
	] {
		count(policy.deny) == 1 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_cloudtrail", {"name": "t", "include_global_service_events": true})],
		[testing.terraform("aws_cloudtrail", {"name": "t"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_cloudtrail", {"include_global_service_events": null}), [["include_global_service_events"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
