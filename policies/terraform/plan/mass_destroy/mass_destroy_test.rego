package policies.terraform.plan.mass_destroy_test

import data.policies.lib.testing
import data.policies.terraform.plan.mass_destroy as policy

_gone(n) := [object.union(testing.named("aws_sqs_queue", $"q{i}", {}), {"action": "delete", "after": null, "before": {}}) | some i in numbers.range(1, n)]

_kept(n) := [object.union(testing.named("aws_sns_topic", $"t{i}", {}), {"action": "none", "before": {}}) | some i in numbers.range(1, n)]

test_deny_whole_finding if {
	policy.deny == {{"message": "the change destroys 6 of 10 resources of envs/prod; expected fewer than 20 or 30 %"}} with input as testing.review(array.concat(_gone(6), _kept(4)))
}

test_deny_many if {
	count(policy.deny) == 1 with input as testing.review(array.concat(_gone(20), _kept(180)))
}

test_allow if {
	count(policy.deny) == 0 with input as testing.review(array.concat(_gone(4), _kept(1)))
	count(policy.deny) == 0 with input as testing.review(array.concat(_gone(6), _kept(40)))
	count(policy.deny) == 0 with input as testing.review([])
}

test_allow_unknown if {
	resource := testing.unknown(testing.terraform("aws_sqs_queue", {}), [["name"]])
	count(policy.deny) == 0 with input as testing.review([resource])
}
