package policies.aws.docdb.encryption_test

import data.policies.aws.docdb.encryption as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_docdb_cluster.this", "message": "aws_docdb_cluster.this is not encrypted; expected storage_encrypted = true", "attribute": ["storage_encrypted"], "fix": [{"op": "add", "path": "/storage_encrypted", "value": true}]}} with input as testing.review([testing.terraform("aws_docdb_cluster", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_docdb_cluster", {"storage_encrypted": false})],
		[testing.terraform("aws_docdb_cluster", {"storage_encrypted": "false"})],
		[testing.terraform("aws_docdb_cluster", {})],
		[testing.terraform("aws_neptune_cluster", {"storage_encrypted": false})],
		[testing.terraform("aws_neptune_cluster", {"storage_encrypted": "false"})],
		[testing.terraform("aws_neptune_cluster", {})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_docdb_cluster", {"storage_encrypted": true})],
		[testing.terraform("aws_docdb_cluster", {"storage_encrypted": "true"})],
		[testing.terraform("aws_neptune_cluster", {"storage_encrypted": true})],
		[testing.terraform("aws_neptune_cluster", {"storage_encrypted": "true"})],
		[testing.deleted(testing.terraform("aws_docdb_cluster", {}))],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_docdb_cluster", {"storage_encrypted": null}), [["storage_encrypted"]])],
		[testing.unknown(testing.terraform("aws_neptune_cluster", {"storage_encrypted": null}), [["storage_encrypted"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
