package policies.aws.iam.admin_policy_test

import data.policies.aws.iam.admin_policy as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_iam_policy.this", "message": "aws_iam_policy.this allows every action (*) on every resource (*); expected the ones that are needed", "attribute": ["policy"]}} with input as testing.review([testing.terraform("aws_iam_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}]}"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_iam_role_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}}"})],
		[testing.terraform("aws_iam_group_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": [\"s3:*\", \"*:*\"], \"Resource\": [\"arn:aws:s3:::a\", \"*\"]}]}"})],
		[testing.terraform("aws_iam_role", {"inline_policy": [{"policy": "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}}"}]})],
		[testing.terraform("aws_iam_role_policy_attachment", {"policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess"})],
		[testing.terraform("aws_iam_role", {"managed_policy_arns": ["arn:aws:iam::aws:policy/AdministratorAccess"]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_iam_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Deny\", \"Action\": \"*\", \"Resource\": \"*\"}]}"})],
		[testing.terraform("aws_iam_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"*\"}]}"})],
		[testing.terraform("aws_iam_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"arn:aws:s3:::a/*\"}]}"})],
		[testing.terraform("aws_iam_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"NotAction\": \"iam:*\", \"Resource\": \"*\"}]}"})],
		[testing.terraform("aws_iam_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\", \"Condition\": {\"Bool\": {\"aws:MultiFactorAuthPresent\": \"true\"}}}]}"})],
		[testing.terraform("aws_iam_policy", {"policy": "{"})],
		[testing.terraform("aws_iam_policy", {"policy": "[]"})],
		[testing.terraform("aws_iam_policy", {"policy": "{\"Statement\": 1}"})],
		[testing.terraform("aws_iam_role_policy_attachment", {"policy_arn": "arn:aws:iam::aws:policy/ReadOnlyAccess"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_iam_policy", {"policy": null}), [["policy"]])],
		[testing.unknown(testing.terraform("aws_iam_role_policy_attachment", {"policy_arn": null}), [["policy_arn"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_deny_document if {
	count(policy.deny) == 1 with input as testing.configured([], [testing.terraform("data.aws_iam_policy_document", {"statement": [{}], "json": json.marshal({"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})})])
}

test_deny_sketch if {
	sketched := testing.sketched(testing.terraform("aws_iam_policy", {"policy": null}), "/policy", json.marshal({"Statement": [{"Effect": "Allow", "Action": "*", "Resource": ["*", "(known after apply: aws_x.y.arn)"]}]}))
	count(policy.deny) == 1 with input as testing.review([sketched])
}
