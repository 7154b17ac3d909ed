package policies.aws.rds.backup_test

import data.policies.aws.rds.backup as policy
import data.policies.lib.testing

test_deny_too_short if {
	policy.deny == {{
		"address": "aws_db_instance.this",
		"attribute": ["backup_retention_period"],
		"message": "aws_db_instance.this keeps backups for 1 day; expected 7 or more",
		"fix": [{"op": "add", "path": "/backup_retention_period", "value": 7}],
	}} with input as testing.review([testing.terraform("aws_db_instance", {"backup_retention_period": "1"})])
}

test_deny_nothing_said if {
	resources := [testing.terraform(type, {}) | some type in ["aws_db_instance", "aws_rds_cluster"]]
	count(policy.deny) == 2 with input as testing.review(resources)
}

test_allow_a_week if {
	cluster := testing.terraform("aws_rds_cluster", {"backup_retention_period": 7})
	count(policy.deny) == 0 with input as testing.review([cluster])
}

test_allow_replica_and_other_types if {
	replica := testing.terraform("aws_db_instance", {"replicate_source_db": "primary"})
	other := testing.terraform("aws_docdb_cluster", {"backup_retention_period": 1})
	count(policy.deny) == 0 with input as testing.review([replica, other])
}

test_allow_unknown if {
	path := ["backup_retention_period"]
	instance := testing.unknown(testing.terraform("aws_db_instance", {"backup_retention_period": null}), [path])
	count(policy.deny) == 0 with input as testing.review([instance])
}
