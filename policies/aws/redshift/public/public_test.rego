package policies.aws.redshift.public_test

import data.policies.aws.redshift.public as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_redshift_cluster.this", "message": "aws_redshift_cluster.this is publicly accessible; expected publicly_accessible = false", "attribute": ["publicly_accessible"], "fix": [{"op": "add", "path": "/publicly_accessible", "value": false}]}} with input as testing.review([testing.terraform("aws_redshift_cluster", {"publicly_accessible": true})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_redshiftserverless_workgroup", {"publicly_accessible": "true"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_redshift_cluster", {})],
		[testing.terraform("aws_redshift_cluster", {"publicly_accessible": false})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_redshift_cluster", {"publicly_accessible": null}), [["publicly_accessible"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_deny_default_of_older_providers if {
	block := testing.terraform("terraform", {"required_providers": [{"aws": {"version": "~> 5.0"}}]})
	count(policy.deny) == 1 with input as testing.configured([testing.terraform("aws_redshift_cluster", {})], [block])
}

test_allow_default_of_newer_providers if {
	block := testing.terraform("terraform", {"required_providers": [{"aws": {"version": "~> 6.0"}}]})
	count(policy.deny) == 0 with input as testing.configured([testing.terraform("aws_redshift_cluster", {})], [block])
}
