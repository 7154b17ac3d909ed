package policies.aws.secretsmanager.rotation_test

import data.policies.aws.secretsmanager.rotation as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_secretsmanager_secret.this", "message": "aws_secretsmanager_secret.this is never rotated; expected an aws_secretsmanager_secret_rotation"}} with input as testing.review([testing.terraform("aws_secretsmanager_secret", {"name": "s"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_secretsmanager_secret", {"name": "s"}), testing.terraform("aws_secretsmanager_secret_rotation", {"secret_id": "other"})],
	] {
		count(policy.deny) == 1 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_secretsmanager_secret", {"name": "s"}), testing.terraform("aws_secretsmanager_secret_rotation", {"secret_id": "s"})],
		[testing.terraform("aws_secretsmanager_secret", {"rotation_lambda_arn": "arn"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.terraform("aws_secretsmanager_secret", {"name": null}), testing.unknown(testing.terraform("aws_secretsmanager_secret_rotation", {"secret_id": null}), [["secret_id"]])],
		[testing.unknown(testing.terraform("aws_secretsmanager_secret", {"rotation_lambda_arn": null}), [["rotation_lambda_arn"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
