package policies.aws.rds.encryption_test

import data.policies.aws.rds.encryption as policy
import data.policies.lib.testing

test_deny_every_type if {
	every type in {"aws_db_instance", "aws_rds_cluster"} {
		policy.deny == {{
			"address": $"{type}.this",
			"attribute": ["storage_encrypted"],
			"message": $"{type}.this is not encrypted; expected storage_encrypted = true",
			"fix": [{"op": "add", "path": "/storage_encrypted", "value": true}],
		}} with input as testing.review([testing.terraform(type, {})])
	}
}

test_deny_text if {
	resource := testing.terraform("aws_db_instance", {"storage_encrypted": "false"})
	count(policy.deny) == 1 with input as testing.review([resource])
}

test_allow if {
	values := [true, "true"]
	resources := [testing.terraform("aws_db_instance", {"storage_encrypted": value}) | some value in values]
	count(policy.deny) == 0 with input as testing.review(resources)
}

test_allow_deleted if {
	resource := testing.deleted(testing.terraform("aws_db_instance", {}))
	count(policy.deny) == 0 with input as testing.review([resource])
}

test_allow_unknown if {
	unset := testing.terraform("aws_db_instance", {"storage_encrypted": null})
	resource := testing.unknown(unset, [["storage_encrypted"]])
	count(policy.deny) == 0 with input as testing.review([resource])
}

test_allow_inherited if {
	replica := testing.terraform("aws_db_instance", {"replicate_source_db": "primary"})
	restored := testing.terraform("aws_rds_cluster", {"restore_to_point_in_time": [{"source_cluster_identifier": "a"}]})
	snapshot := testing.unknown(
		testing.terraform("aws_db_instance", {"snapshot_identifier": null}),
		[["snapshot_identifier"]],
	)
	serverless := testing.terraform("aws_rds_cluster", {"engine_mode": "serverless"})
	count(policy.deny) == 0 with input as testing.review([replica, restored, snapshot, serverless])
}
