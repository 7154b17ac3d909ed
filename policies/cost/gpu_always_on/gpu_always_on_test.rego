package policies.cost.gpu_always_on_test

import data.policies.cost.gpu_always_on as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_instance.this", "message": "aws_instance.this keeps g5.xlarge running day and night; expected a schedule", "attribute": ["instance_type"]}} with input as testing.review([testing.terraform("aws_instance", {"instance_type": "g5.xlarge"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_eks_node_group", {"instance_types": ["p4d.24xlarge"], "scaling_config": [{"min_size": 1}]})],
		[testing.terraform("aws_sagemaker_endpoint_configuration", {"production_variants": [{"instance_type": "ml.g4dn.xlarge"}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_instance", {"instance_type": "m7g.large"})],
		[object.union(testing.terraform("aws_instance", {"instance_type": "g5.xlarge"}), {"tags": {"Schedule": "office"}})],
		[testing.terraform("aws_instance", {"instance_type": "g5.xlarge", "instance_market_options": [{"market_type": "spot"}]})],
		[testing.terraform("aws_eks_node_group", {"instance_types": ["g5.xlarge"], "scaling_config": [{"min_size": 0}]})],
		[testing.terraform("aws_sagemaker_endpoint_configuration", {"production_variants": [{"instance_type": "ml.g4dn.xlarge"}]}), testing.terraform("aws_appautoscaling_target", {"service_namespace": "sagemaker"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_instance", {"instance_type": null}), [["instance_type"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
