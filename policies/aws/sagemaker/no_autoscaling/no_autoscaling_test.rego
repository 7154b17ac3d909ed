package policies.aws.sagemaker.no_autoscaling_test

import data.policies.aws.sagemaker.no_autoscaling as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_sagemaker_endpoint_configuration.this", "message": "aws_sagemaker_endpoint_configuration.this keeps 3 instances whatever the load; expected autoscaling", "attribute": ["production_variants", 0, "initial_instance_count"]}} with input as testing.review([testing.terraform("aws_sagemaker_endpoint_configuration", {"production_variants": [{"initial_instance_count": 3}]})])
}

test_allow if {
	every resources in [
		[testing.terraform("aws_sagemaker_endpoint_configuration", {"production_variants": [{"initial_instance_count": 1}]})],
		[testing.terraform("aws_sagemaker_endpoint_configuration", {"production_variants": [{"initial_instance_count": 3}]}), testing.terraform("aws_appautoscaling_target", {"service_namespace": "sagemaker"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_sagemaker_endpoint_configuration", {"production_variants": [{"initial_instance_count": null}]}), [["production_variants", 0, "initial_instance_count"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
