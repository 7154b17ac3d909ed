package policies.aws.lambda.environment_secret_test

import data.policies.aws.lambda.environment_secret as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_lambda_function.this", "message": "aws_lambda_function.this has a credential in its variable DB_PASSWORD; expected the name of a stored secret", "attribute": ["environment", 0, "variables", "DB_PASSWORD"]}} with input as testing.review([testing.terraform("aws_lambda_function", {"environment": [{"variables": {"DB_PASSWORD": "hunter2"}}]})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_lambda_function", {"environment": [{"variables": {"X": "AKIAIOSFODNN7EXAMPLE"}}]})],
		[testing.terraform("aws_lambda_function", {"environment": [{"variables": {"access_key": "AKIAIOSFODNN7EXAMPLE", "secret_key": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}}]})],
		[testing.terraform("aws_lambda_function", {"environment": [{"variables": {"AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE"}}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_lambda_function", {"environment": [{"variables": {"DB_PASSWORD_ARN": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:x", "SECRET_NAME": "x", "TOKEN": "${x}", "REGION": "eu-west-1", "DB_PASSWORD": "arn:aws:ssm:eu-west-1:1:parameter/x"}}]})],
		[testing.terraform("aws_lambda_function", {})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_lambda_function", {"environment": [{"variables": {"DB_PASSWORD": null}}]}), [["environment", 0, "variables", "DB_PASSWORD"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
