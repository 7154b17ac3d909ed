package policies.aws.opensearch.node_encryption_test

import data.policies.aws.opensearch.node_encryption as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_opensearch_domain.this", "message": "aws_opensearch_domain.this has no node_to_node_encryption; expected a block node_to_node_encryption with enabled = true", "attribute": ["node_to_node_encryption"], "fix": [{"op": "add", "path": "/node_to_node_encryption/0/enabled", "value": true}]}} with input as testing.review([testing.terraform("aws_opensearch_domain", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_elasticsearch_domain", {})],
		[testing.terraform("aws_opensearch_domain", {"node_to_node_encryption": [{"enabled": false}]})],
	] {
		count(policy.deny) == 1 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_opensearch_domain", {"node_to_node_encryption": [{"enabled": true}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_opensearch_domain", {"node_to_node_encryption": null}), [["node_to_node_encryption"]])],
		[testing.unknown(testing.terraform("aws_opensearch_domain", {"node_to_node_encryption": [{"enabled": null}]}), [["node_to_node_encryption", 0, "enabled"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
