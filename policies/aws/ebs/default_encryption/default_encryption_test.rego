package policies.aws.ebs.default_encryption_test

import data.policies.aws.ebs.default_encryption as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_ebs_encryption_by_default.this", "message": "aws_ebs_encryption_by_default.this switches off the encryption of new disks; expected enabled = true", "attribute": ["enabled"], "fix": [{"op": "add", "path": "/enabled", "value": true}]}} with input as testing.review([testing.terraform("aws_ebs_encryption_by_default", {"enabled": false})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_ebs_encryption_by_default", {"enabled": false})],
		[testing.terraform("aws_ebs_encryption_by_default", {"enabled": "false"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_ebs_encryption_by_default", {})],
		[testing.terraform("aws_ebs_encryption_by_default", {"enabled": true})],
		[testing.terraform("aws_ebs_encryption_by_default", {"enabled": "true"})],
		[testing.deleted(testing.terraform("aws_ebs_encryption_by_default", {"enabled": false}))],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_ebs_encryption_by_default", {"enabled": null}), [["enabled"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
