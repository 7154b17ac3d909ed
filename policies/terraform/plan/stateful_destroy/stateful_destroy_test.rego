package policies.terraform.plan.stateful_destroy_test

import data.policies.lib.testing
import data.policies.terraform.plan.stateful_destroy as policy

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_db_instance.this", "message": "the change deletes aws_db_instance.this, a database, with what it holds"}} with input as testing.review([object.union(testing.named("aws_db_instance", "this", {}), {"action": "delete"})])
}

test_deny_replace if {
	count(policy.deny) == 1 with input as testing.review([object.union(testing.named("aws_kms_key", "this", {}), {"action": "replace"})])
}

test_allow if {
	every resource in [object.union(testing.named("aws_db_instance", "this", {}), {"action": "update"}), object.union(testing.named("aws_security_group", "this", {}), {"action": "delete"}), object.union(testing.named("aws_cloudwatch_log_group", "this", {}), {"action": "delete"}), object.union(testing.named("aws_s3_bucket", "this", {}), {"action": "create"})] {
		count(policy.deny) == 0 with input as testing.review([resource])
	}
}

test_allow_unknown if {
	resource := testing.unknown(object.union(testing.named("aws_db_instance", "this", {}), {"action": "update"}), [["engine"]])
	count(policy.deny) == 0 with input as testing.review([resource])
}
