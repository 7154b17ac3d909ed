package policies.aws.guardduty.disabled_test

import data.policies.aws.guardduty.disabled as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_guardduty_detector.this", "message": "aws_guardduty_detector.this is switched off; expected enable = true", "attribute": ["enable"], "fix": [{"op": "add", "path": "/enable", "value": true}]}} with input as testing.review([testing.terraform("aws_guardduty_detector", {"enable": false})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_guardduty_detector", {"enable": false})],
		[testing.terraform("aws_guardduty_detector", {"enable": "false"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_guardduty_detector", {})],
		[testing.terraform("aws_guardduty_detector", {"enable": true})],
		[testing.terraform("aws_guardduty_detector", {"enable": "true"})],
		[testing.deleted(testing.terraform("aws_guardduty_detector", {"enable": false}))],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_guardduty_detector", {"enable": null}), [["enable"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
