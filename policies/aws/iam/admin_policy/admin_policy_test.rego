package policies.aws.iam.admin_policy_test

import data.policies.aws.iam.admin_policy as policy
import data.policies.lib.testing

_admin := {"Effect": "Allow", "Action": "*", "Resource": "*"}

_policy(statements) := json.marshal({"Version": "2012-10-17", "Statement": statements})

test_deny_everything if {
	policy.deny == {{
		"address": "aws_iam_policy.this",
		"attribute": ["policy"],
		"message": "aws_iam_policy.this allows every action (*) on every resource (*)",
	}} with input as testing.review([testing.terraform("aws_iam_policy", {"policy": _policy([_admin])})])
}

test_deny_every_way_to_write_it if {
	lists := {"Effect": "Allow", "Action": ["s3:*", "*:*"], "Resource": ["arn:aws:s3:::a", "*"]}
	every resource in [
		testing.terraform("aws_iam_role_policy", {"policy": _policy(_admin)}),
		testing.terraform("aws_iam_user_policy", {"policy": _policy([lists])}),
		testing.terraform("aws_iam_group_policy", {"policy": _policy([lists])}),
		testing.terraform("aws_iam_role", {"inline_policy": [{"policy": _policy([_admin])}]}),
		testing.terraform("aws_iam_policy_document", {"statement": [{"actions": ["*"], "resources": ["*"]}]}),
	] {
		count(policy.deny) == 1 with input as testing.review([resource])
	}
}

test_allow_narrower if {
	every statement in [
		{"Effect": "Deny", "Action": "*", "Resource": "*"},
		{"Effect": "Allow", "Action": "s3:*", "Resource": "*"},
		{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::a/*"},
		{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"},
		object.union(_admin, {"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}),
	] {
		resource := testing.terraform("aws_iam_policy", {"policy": _policy([statement])})
		count(policy.deny) == 0 with input as testing.review([resource])
	}
}

test_allow_what_is_no_policy if {
	every text in ["", "{", "[]", "3", "{\"Statement\": 1}"] {
		resource := testing.terraform("aws_iam_policy", {"policy": text})
		count(policy.deny) == 0 with input as testing.review([resource])
	}
}

test_allow_document_with_condition if {
	block := {"effect": null, "actions": ["*"], "resources": ["*"], "condition": [{"test": "Bool"}]}
	document := testing.terraform("aws_iam_policy_document", {"statement": [block]})
	count(policy.deny) == 0 with input as testing.review([document])
}

test_warn_unknown if {
	resource := testing.unknown(testing.terraform("aws_iam_policy", {"policy": null}), [["policy"]])
	count(policy.deny) == 0 with input as testing.review([resource])
	count(policy.warn) == 1 with input as testing.review([resource])
}
