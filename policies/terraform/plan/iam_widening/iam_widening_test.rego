package policies.terraform.plan.iam_widening_test

import data.policies.lib.testing
import data.policies.terraform.plan.iam_widening as policy

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_iam_policy.this", "message": "aws_iam_policy.this gives more than before: s3:putobject on arn:aws:s3:::a/*; expected a look at each", "attribute": ["policy"]}} with input as testing.review([object.union(testing.terraform("aws_iam_policy", {"policy": json.marshal({"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::a/*"}]})}), {"action": "update", "before": {"policy": json.marshal({"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::a/*"}]})}})])
}

test_deny_wider_resource if {
	count(policy.deny) == 1 with input as testing.review([object.union(testing.terraform("aws_iam_policy", {"policy": json.marshal({"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "*"}]})}), {"action": "update", "before": {"policy": json.marshal({"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::a/*"}]})}})])
}

test_deny_new_principal if {
	role := object.union(testing.terraform("aws_iam_role", {"assume_role_policy": json.marshal({"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": ["1", "2"]}}})}), {"action": "update", "before": {"assume_role_policy": json.marshal({"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "1"}}})}})
	count(policy.deny) == 1 with input as testing.review([role])
}

test_allow if {
	every resource in [object.union(testing.terraform("aws_iam_policy", {"policy": json.marshal({"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::a/*"}]})}), {"action": "update", "before": {"policy": json.marshal({"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::a/*"}]})}}), object.union(testing.terraform("aws_iam_policy", {"policy": json.marshal({"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::a/*"}]})}), {"action": "update", "before": {"policy": json.marshal({"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})}}), object.union(testing.terraform("aws_iam_policy", {"policy": json.marshal({"Statement": [{"Effect": "Deny", "Action": "*", "Resource": "arn:aws:s3:::a/*"}]})}), {"action": "update", "before": {"policy": json.marshal({"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::a/*"}]})}}), testing.terraform("aws_iam_policy", {"policy": "{}"})] {
		count(policy.deny) == 0 with input as testing.review([resource])
	}
}

test_allow_unknown if {
	resource := testing.unknown(object.union(object.union(testing.terraform("aws_iam_policy", {"policy": json.marshal({"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::a/*"}]})}), {"action": "update", "before": {"policy": json.marshal({"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::a/*"}]})}}), {"after": {"policy": null}}), [["policy"]])
	count(policy.deny) == 0 with input as testing.review([resource])
}
