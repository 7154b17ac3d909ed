package policies.aws.redshift.encryption_test

import data.policies.aws.redshift.encryption as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_redshift_cluster.this", "message": "aws_redshift_cluster.this is not encrypted; expected encrypted = true", "attribute": ["encrypted"], "fix": [{"op": "add", "path": "/encrypted", "value": true}]}} with input as testing.review([testing.terraform("aws_redshift_cluster", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_redshift_cluster", {"encrypted": false})],
		[testing.terraform("aws_redshift_cluster", {"encrypted": "false"})],
		[testing.terraform("aws_redshift_cluster", {})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_redshift_cluster", {"encrypted": true})],
		[testing.terraform("aws_redshift_cluster", {"encrypted": "true"})],
		[testing.deleted(testing.terraform("aws_redshift_cluster", {}))],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_redshift_cluster", {"encrypted": null}), [["encrypted"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
