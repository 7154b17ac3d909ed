package policies.aws.sagemaker.model_unpinned_test

import data.policies.aws.sagemaker.model_unpinned as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_sagemaker_model.this", "message": "aws_sagemaker_model.this runs 1.dkr.ecr.eu-west-1.amazonaws.com/m:latest, which can be changed; expected a digest or a version", "attribute": ["primary_container", 0, "image"]}} with input as testing.review([testing.terraform("aws_sagemaker_model", {"primary_container": [{"image": "1.dkr.ecr.eu-west-1.amazonaws.com/m:latest"}]})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_sagemaker_model", {"container": [{"image": "example/m"}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_sagemaker_model", {"primary_container": [{"image": "example/m:1.2"}]})],
		[testing.terraform("aws_sagemaker_model", {"primary_container": [{"image": "example/m@sha256:abc"}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_sagemaker_model", {"primary_container": [{"image": null}]}), [["primary_container", 0, "image"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
