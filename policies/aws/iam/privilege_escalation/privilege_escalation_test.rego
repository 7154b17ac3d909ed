package policies.aws.iam.privilege_escalation_test

import data.policies.aws.iam.privilege_escalation as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_iam_policy.this", "message": "aws_iam_policy.this lets its holder become an administrator by iam:attachrolepolicy; expected bounded resources", "attribute": ["policy"]}} with input as testing.review([testing.terraform("aws_iam_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"iam:AttachRolePolicy\", \"Resource\": \"*\"}]}"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_iam_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": [\"iam:PassRole\", \"ec2:RunInstances\"], \"Resource\": \"*\"}]}"})],
		[testing.terraform("aws_iam_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"iam:PassRole\", \"Resource\": \"*\"}, {\"Effect\": \"Allow\", \"Action\": \"ec2:Run*\", \"Resource\": \"*\"}]}"})],
		[testing.terraform("aws_iam_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"iam:Put*\", \"Resource\": \"*\"}]}"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_deny_once_a_statement if {
	messages := {found.message | some found in policy.deny} with input as testing.review([testing.terraform("aws_iam_policy", {"policy": json.marshal({"Statement": [
		{"Effect": "Allow", "Action": "lambda:*", "Resource": "*"},
		{"Effect": "Allow", "Action": ["iam:Put*", "iam:Attach*"], "Resource": "*"},
	]})})])
	messages == {
		"aws_iam_policy.this lets its holder become an administrator by lambda:updatefunctioncode; expected bounded resources",
		"aws_iam_policy.this lets its holder become an administrator by iam:attachuserpolicy, iam:attachgrouppolicy, iam:attachrolepolicy and 3 more; expected bounded resources",
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_iam_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"iam:PassRole\", \"Resource\": \"*\"}]}"})],
		[testing.terraform("aws_iam_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"iam:PassRole\", \"Resource\": \"arn:aws:iam::111122223333:role/app\"}, {\"Effect\": \"Allow\", \"Action\": \"ec2:RunInstances\", \"Resource\": \"*\"}]}"})],
		[testing.terraform("aws_iam_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"iam:Get*\", \"Resource\": \"*\"}]}"})],
		[testing.terraform("aws_iam_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"iam:AttachRolePolicy\", \"Resource\": \"*\", \"Condition\": {\"ArnEquals\": {\"iam:PolicyARN\": \"arn:aws:iam::aws:policy/X\"}}}]}"})],
		[testing.terraform("aws_iam_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}]}"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_iam_policy", {"policy": null}), [["policy"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
