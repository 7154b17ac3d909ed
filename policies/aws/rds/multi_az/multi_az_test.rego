package policies.aws.rds.multi_az_test

import data.policies.aws.rds.multi_az as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_db_instance.this", "message": "aws_db_instance.this stands in one zone; expected multi_az = true in production", "attribute": ["multi_az"], "fix": [{"op": "add", "path": "/multi_az", "value": true}]}} with input as testing.review([testing.terraform("aws_db_instance", {"engine": "postgres"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_db_instance", {"engine": "postgres", "multi_az": false})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_db_instance", {"engine": "postgres", "multi_az": true})],
		[testing.terraform("aws_db_instance", {"engine": "postgres", "replicate_source_db": "x"})],
		[object.union(testing.terraform("aws_db_instance", {"engine": "postgres"}), {"tags": {"Environment": "dev"}})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_db_instance", {"engine": "postgres", "multi_az": null}), [["multi_az"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
