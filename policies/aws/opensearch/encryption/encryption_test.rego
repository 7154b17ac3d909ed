package policies.aws.opensearch.encryption_test

import data.policies.aws.opensearch.encryption as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_opensearch_domain.this", "message": "aws_opensearch_domain.this has no node_to_node_encryption; expected a block node_to_node_encryption with enabled = true", "attribute": ["node_to_node_encryption"], "fix": [{"op": "add", "path": "/node_to_node_encryption/0/enabled", "value": true}]}} with input as testing.review([testing.terraform("aws_opensearch_domain", {"encrypt_at_rest": [{"enabled": true}]})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_elasticsearch_domain", {})],
		[testing.terraform("aws_opensearch_domain", {"encrypt_at_rest": [{"enabled": false}], "node_to_node_encryption": [{"enabled": true}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_opensearch_domain", {"encrypt_at_rest": [{"enabled": true}], "node_to_node_encryption": [{"enabled": true}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_opensearch_domain", {"encrypt_at_rest": null, "node_to_node_encryption": [{"enabled": null}]}), [["encrypt_at_rest"], ["node_to_node_encryption", 0, "enabled"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
