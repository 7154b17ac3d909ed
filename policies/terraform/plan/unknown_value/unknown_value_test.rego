package policies.terraform.plan.unknown_value_test

import data.policies.lib.testing
import data.policies.terraform.plan.unknown_value as policy

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_iam_policy.this", "message": "policy of aws_iam_policy.this is known only after apply; policies could not look at it", "attribute": ["policy"]}} with input as testing.review([testing.unknown(testing.terraform("aws_iam_policy", {"policy": null}), [["policy"]])])
}

test_deny_unknown_inside if {
	count(policy.deny) == 1 with input as testing.review([testing.unknown(testing.terraform("aws_security_group", {"ingress": [{"from_port": null}]}), [["ingress", 0, "from_port"]])])
}

test_allow if {
	count(policy.deny) == 0 with input as testing.review([testing.terraform("aws_iam_policy", {"policy": "{}"}), testing.unknown(testing.terraform("aws_iam_policy", {"arn": null}), [["arn"]])])
}

test_allow_unknown_parts_of_a_document if {
	count(policy.deny) == 0 with input as testing.review([testing.sketched(testing.terraform("aws_iam_policy", {"policy": null}), "/policy", "{}")])
}
