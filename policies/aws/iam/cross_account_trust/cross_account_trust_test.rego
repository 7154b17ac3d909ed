package policies.aws.iam.cross_account_trust_test

import data.policies.aws.iam.cross_account_trust as policy
import data.policies.lib.testing

_with(condition) := testing.terraform("aws_iam_role", {"assume_role_policy": json.marshal({"Statement": [{
	"Effect": "Allow",
	"Action": "sts:AssumeRole",
	"Principal": {"AWS": "111122223333"},
	"Condition": condition,
}]})})

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_iam_role.this", "message": "aws_iam_role.this trusts arn:aws:iam::111122223333:root without a condition; expected sts:ExternalId", "attribute": ["assume_role_policy"]}} with input as testing.review([testing.terraform("aws_iam_role", {"assume_role_policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Principal\": {\"AWS\": \"arn:aws:iam::111122223333:root\"}}]}"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_iam_role", {"assume_role_policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Principal\": {\"AWS\": [\"111122223333\"]}}]}"})],
		[_with({"Bool": {"aws:MultiFactorAuthPresent": "false"}})],
		[_with({"StringLike": {"sts:RoleSessionName": "ci-*"}})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_iam_role", {"assume_role_policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Principal\": {\"AWS\": \"111122223333\"}, \"Condition\": {\"StringEquals\": {\"sts:ExternalId\": \"x\"}}}]}"})],
		[_with({"Bool": {"aws:MultiFactorAuthPresent": "true"}})],
		[_with({"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}})],
		[testing.terraform("aws_iam_role", {"assume_role_policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Principal\": {\"AWS\": \"arn:aws:iam::111122223333:role/ci\"}}]}"})],
		[testing.terraform("aws_iam_role", {"assume_role_policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Principal\": {\"AWS\": \"arn:aws:iam::(known after apply: data.aws_caller_identity.me.account_id):root\"}}]}"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_iam_role", {"assume_role_policy": null}), [["assume_role_policy"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
