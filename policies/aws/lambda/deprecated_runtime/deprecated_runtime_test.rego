package policies.aws.lambda.deprecated_runtime_test

import data.policies.aws.lambda.deprecated_runtime as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_lambda_function.this", "message": "aws_lambda_function.this runs on python3.7, out of support since 2023-12-04; expected a supported runtime", "attribute": ["runtime"]}} with input as testing.review([testing.terraform("aws_lambda_function", {"runtime": "python3.7"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_lambda_function", {"runtime": "nodejs12.x"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_lambda_function", {"runtime": "python3.13"})],
		[testing.terraform("aws_lambda_function", {"package_type": "Image"})],
		[testing.terraform("aws_lambda_function", {"runtime": "provided.al2023"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_lambda_function", {"runtime": null}), [["runtime"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
