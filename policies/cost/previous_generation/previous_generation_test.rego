package policies.cost.previous_generation_test

import data.policies.cost.previous_generation as policy
import data.policies.lib.testing

test_deny_old_instance if {
	policy.deny == {{
		"address": "aws_instance.this",
		"attribute": ["instance_type"],
		"message": "aws_instance.this uses m4.large, a previous generation; m6i costs less for the same size",
	}} with input as testing.review([testing.terraform("aws_instance", {"instance_type": "m4.large"})])
}

test_deny_old_database if {
	database := testing.terraform("aws_db_instance", {"instance_class": "db.m3.xlarge"})
	count(policy.deny) == 1 with input as testing.review([database])
}

test_allow_current if {
	sizes := ["t3.micro", "m7g.large", "c6i.metal", "nonsense", ""]
	resources := [testing.terraform("aws_instance", {"instance_type": size}) | some size in sizes]
	count(policy.deny) == 0 with input as testing.review(resources)
}

test_allow_deleted if {
	instance := testing.deleted(testing.terraform("aws_instance", {"instance_type": "m4.large"}))
	count(policy.deny) == 0 with input as testing.review([instance])
}

test_allow_unknown if {
	instance := testing.unknown(testing.terraform("aws_instance", {"instance_type": null}), [["instance_type"]])
	count(policy.deny) == 0 with input as testing.review([instance])
}
