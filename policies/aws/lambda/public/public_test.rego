package policies.aws.lambda.public_test

import data.policies.aws.lambda.public as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_lambda_permission.this", "message": "aws_lambda_permission.this lets anybody invoke the function; expected source_arn or source_account", "attribute": ["principal"]}} with input as testing.review([testing.terraform("aws_lambda_permission", {"action": "lambda:InvokeFunction", "function_name": "f", "principal": "*"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_lambda_permission", {"action": "lambda:InvokeFunction", "function_name": "f", "principal": "s3.amazonaws.com"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_lambda_permission", {"action": "lambda:InvokeFunction", "function_name": "f", "principal": "s3.amazonaws.com", "source_arn": "arn:aws:s3:::b"})],
		[testing.terraform("aws_lambda_permission", {"action": "lambda:InvokeFunction", "function_name": "f", "principal": "*", "principal_org_id": "o-1"})],
		[testing.terraform("aws_lambda_permission", {"action": "lambda:InvokeFunction", "function_name": "f", "principal": "111122223333"})],
		[testing.terraform("aws_lambda_permission", {"action": "lambda:InvokeFunction", "function_name": "f", "principal": "sns.amazonaws.com", "source_account": "111122223333"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_lambda_permission", {"principal": "s3.amazonaws.com", "source_arn": null}), [["source_arn"]])],
		[testing.unknown(testing.terraform("aws_lambda_permission", {"principal": null}), [["principal"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_warn_anybody_from_somewhere if {
	permission := {"principal": "*", "source_arn": "arn:aws:events:eu-west-1:111122223333:rule/daily"}
	count(policy.warn) == 1 with input as testing.review([testing.terraform("aws_lambda_permission", permission)])
	named := object.union(permission, {"principal": "events.amazonaws.com"})
	count(policy.warn) == 0 with input as testing.review([testing.terraform("aws_lambda_permission", named)])
	owned := object.union(permission, {"source_account": "111122223333"})
	count(policy.warn) == 0 with input as testing.review([testing.terraform("aws_lambda_permission", owned)])
}
