package policies.aws.lambda.url_authentication_test

import data.policies.aws.lambda.url_authentication as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_lambda_function_url.this", "message": "aws_lambda_function_url.this has authorization_type NONE; expected AWS_IAM", "attribute": ["authorization_type"], "fix": [{"op": "add", "path": "/authorization_type", "value": "AWS_IAM"}]}} with input as testing.review([testing.terraform("aws_lambda_function_url", {"function_name": "f", "authorization_type": "NONE"})])
}

test_allow if {
	every resources in [
		[testing.terraform("aws_lambda_function_url", {"function_name": "f", "authorization_type": "AWS_IAM"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_lambda_function_url", {"authorization_type": null}), [["authorization_type"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
