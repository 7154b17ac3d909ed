package policies.cost.no_bounds_test

import data.policies.cost.no_bounds as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_autoscaling_group.this", "message": "aws_autoscaling_group.this may grow to 100, 10 times 2 or more; expected a lower maximum", "attribute": ["max_size"]}} with input as testing.review([testing.terraform("aws_autoscaling_group", {"max_size": 100, "min_size": 1, "desired_capacity": 2})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_eks_node_group", {"scaling_config": [{"max_size": 50, "desired_size": 2}]})],
		[testing.terraform("aws_appautoscaling_target", {"max_capacity": "100", "min_capacity": 1})],
		[testing.kubernetes("autoscaling/v2/HorizontalPodAutoscaler", {"spec": {"minReplicas": 1, "maxReplicas": 100}})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_autoscaling_group", {"max_size": 10, "min_size": 1})],
		[testing.terraform("aws_autoscaling_group", {"max_size": 100, "min_size": 20})],
		[testing.kubernetes("autoscaling/v2/HorizontalPodAutoscaler", {"spec": {"minReplicas": 3, "maxReplicas": 20}})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_autoscaling_group", {"max_size": null}), [["max_size"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
