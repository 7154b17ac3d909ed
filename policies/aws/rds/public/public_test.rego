package policies.aws.rds.public_test

import data.policies.aws.rds.public as policy
import data.policies.lib.testing

test_deny_every_type if {
	every type in {"aws_db_instance", "aws_rds_cluster_instance"} {
		policy.deny == {{
			"address": $"{type}.this",
			"attribute": ["publicly_accessible"],
			"message": $"{type}.this is publicly accessible; expected publicly_accessible = false",
			"fix": [{"op": "add", "path": "/publicly_accessible", "value": false}],
		}} with input as testing.review([testing.terraform(type, {"publicly_accessible": true})])
	}
}

test_deny_text if {
	resource := testing.terraform("aws_db_instance", {"publicly_accessible": "true"})
	count(policy.deny) == 1 with input as testing.review([resource])
}

test_allow_absent if {
	count(policy.deny) == 0 with input as testing.review([testing.terraform("aws_db_instance", {})])
}

test_allow if {
	values := [false, "false"]
	resources := [testing.terraform("aws_db_instance", {"publicly_accessible": value}) | some value in values]
	count(policy.deny) == 0 with input as testing.review(resources)
}

test_allow_deleted if {
	resource := testing.deleted(testing.terraform("aws_db_instance", {"publicly_accessible": true}))
	count(policy.deny) == 0 with input as testing.review([resource])
}

test_allow_unknown if {
	unset := testing.terraform("aws_db_instance", {"publicly_accessible": null})
	resource := testing.unknown(unset, [["publicly_accessible"]])
	count(policy.deny) == 0 with input as testing.review([resource])
}
