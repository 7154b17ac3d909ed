package policies.aws.elasticache.rest_encryption_test

import data.policies.aws.elasticache.rest_encryption as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_elasticache_replication_group.this", "message": "aws_elasticache_replication_group.this does not encrypt at rest; expected at_rest_encryption_enabled = true", "attribute": ["at_rest_encryption_enabled"], "fix": [{"op": "add", "path": "/at_rest_encryption_enabled", "value": true}]}} with input as testing.review([testing.terraform("aws_elasticache_replication_group", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_elasticache_replication_group", {"at_rest_encryption_enabled": false})],
		[testing.terraform("aws_elasticache_replication_group", {"at_rest_encryption_enabled": "false"})],
		[testing.terraform("aws_elasticache_replication_group", {"engine": "valkey", "at_rest_encryption_enabled": false})],
		[testing.terraform("aws_elasticache_replication_group", {})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_elasticache_replication_group", {"at_rest_encryption_enabled": true})],
		[testing.terraform("aws_elasticache_replication_group", {"at_rest_encryption_enabled": "true"})],
		[testing.terraform("aws_elasticache_replication_group", {"engine": "valkey"})],
		[testing.deleted(testing.terraform("aws_elasticache_replication_group", {}))],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_elasticache_replication_group", {"at_rest_encryption_enabled": null}), [["at_rest_encryption_enabled"]])],
		[testing.unknown(testing.terraform("aws_elasticache_replication_group", {"engine": null}), [["engine"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_secondary_of_a_global_datastore if {
	every group in [
		testing.terraform("aws_elasticache_replication_group", {"global_replication_group_id": "g"}),
		testing.unknown(testing.terraform("aws_elasticache_replication_group", {"global_replication_group_id": null}), [["global_replication_group_id"]]),
	] {
		count(policy.deny) == 0 with input as testing.review([group])
	}
}
