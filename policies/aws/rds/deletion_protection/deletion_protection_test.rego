package policies.aws.rds.deletion_protection_test

import data.policies.aws.rds.deletion_protection as policy
import data.policies.lib.testing

test_deny_every_type if {
	every type in {"aws_db_instance", "aws_rds_cluster"} {
		policy.deny == {{
			"address": $"{type}.this",
			"attribute": ["deletion_protection"],
			"message": $"{type}.this has no deletion protection; expected deletion_protection = true",
			"fix": [{"op": "add", "path": "/deletion_protection", "value": true}],
		}} with input as testing.review([testing.terraform(type, {})])
	}
}

test_deny_text if {
	resource := testing.terraform("aws_db_instance", {"deletion_protection": "false"})
	count(policy.deny) == 1 with input as testing.review([resource])
}

test_allow if {
	values := [true, "true"]
	resources := [testing.terraform("aws_db_instance", {"deletion_protection": value}) | some value in values]
	count(policy.deny) == 0 with input as testing.review(resources)
}

test_allow_deleted if {
	resource := testing.deleted(testing.terraform("aws_db_instance", {}))
	count(policy.deny) == 0 with input as testing.review([resource])
}

test_allow_unknown if {
	unset := testing.terraform("aws_db_instance", {"deletion_protection": null})
	resource := testing.unknown(unset, [["deletion_protection"]])
	count(policy.deny) == 0 with input as testing.review([resource])
}

test_allow_replica if {
	replica := testing.terraform("aws_db_instance", {"replicate_source_db": "primary"})
	count(policy.deny) == 0 with input as testing.review([replica])
}
