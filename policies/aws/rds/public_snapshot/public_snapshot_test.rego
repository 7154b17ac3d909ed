package policies.aws.rds.public_snapshot_test

import data.policies.aws.rds.public_snapshot as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_db_snapshot.this", "message": "aws_db_snapshot.this is shared with everyone; expected named accounts", "attribute": ["shared_accounts"]}} with input as testing.review([testing.terraform("aws_db_snapshot", {"shared_accounts": ["all"]})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_ami_launch_permission", {"group": "all"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_db_snapshot", {"shared_accounts": ["111122223333"]})],
		[testing.terraform("aws_db_snapshot", {})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_db_snapshot", {"shared_accounts": null}), [["shared_accounts"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
