package policies.terraform.plan.protection_removed_test

import data.policies.lib.testing
import data.policies.terraform.plan.protection_removed as policy

_database(before, after) := object.union(testing.terraform("aws_db_instance", after), {"action": "update", "before": before})

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_db_instance.this", "message": "aws_db_instance.this loses deletion_protection; expected it as long as the resource is needed", "attribute": ["deletion_protection"]}} with input as testing.review([_database({"deletion_protection": true}, {"deletion_protection": false})])
}

test_deny_lifecycle if {
	lifecycle := object.union(testing.terraform("lifecycle", {}), {"address": "aws_db_instance.this.lifecycle", "action": "delete", "after": null, "before": {"prevent_destroy": true}})
	count(policy.deny) == 1 with input as testing.configured([_database({}, {})], [lifecycle])
}

test_allow if {
	every resource in [
		_database({"deletion_protection": true}, {"deletion_protection": true}),
		_database({"deletion_protection": false}, {}),
		testing.terraform("aws_db_instance", {"deletion_protection": false}),
	] {
		count(policy.deny) == 0 with input as testing.review([resource])
	}
}

test_allow_kept_lifecycle if {
	lifecycle := object.union(testing.terraform("lifecycle", {"prevent_destroy": true}), {"address": "aws_db_instance.this.lifecycle", "before": {"prevent_destroy": true}})
	count(policy.deny) == 0 with input as testing.configured([_database({}, {})], [lifecycle])
}

test_allow_unknown if {
	resource := testing.unknown(_database({"deletion_protection": true}, {"deletion_protection": null}), [["deletion_protection"]])
	count(policy.deny) == 0 with input as testing.review([resource])
}
