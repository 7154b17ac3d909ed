package policies.aws.mq.public_test

import data.policies.aws.mq.public as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_mq_broker.this", "message": "aws_mq_broker.this is publicly accessible; expected publicly_accessible = false", "attribute": ["publicly_accessible"], "fix": [{"op": "add", "path": "/publicly_accessible", "value": false}]}} with input as testing.review([testing.terraform("aws_mq_broker", {"publicly_accessible": true})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_mq_broker", {"publicly_accessible": true})],
		[testing.terraform("aws_mq_broker", {"publicly_accessible": "true"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_mq_broker", {})],
		[testing.terraform("aws_mq_broker", {"publicly_accessible": false})],
		[testing.terraform("aws_mq_broker", {"publicly_accessible": "false"})],
		[testing.deleted(testing.terraform("aws_mq_broker", {"publicly_accessible": true}))],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_mq_broker", {"publicly_accessible": null}), [["publicly_accessible"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
