package policies.aws.secretsmanager.customer_key_test

import data.policies.aws.secretsmanager.customer_key as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_secretsmanager_secret.this", "message": "aws_secretsmanager_secret.this has no key of yours; expected a kms_key_id", "attribute": ["kms_key_id"]}} with input as testing.review([testing.terraform("aws_secretsmanager_secret", {"name": "s"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_secretsmanager_secret", {"kms_key_id": "alias/aws/secretsmanager"})],
	] {
		count(policy.deny) == 1 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_secretsmanager_secret", {"kms_key_id": "k"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_secretsmanager_secret", {"kms_key_id": null}), [["kms_key_id"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
