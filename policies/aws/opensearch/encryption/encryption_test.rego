package policies.aws.opensearch.encryption_test

import data.policies.aws.opensearch.encryption as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_opensearch_domain.this", "message": "aws_opensearch_domain.this has no encrypt_at_rest; expected a block encrypt_at_rest with enabled = true", "attribute": ["encrypt_at_rest"], "fix": [{"op": "add", "path": "/encrypt_at_rest/0/enabled", "value": true}]}} with input as testing.review([testing.terraform("aws_opensearch_domain", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_elasticsearch_domain", {})],
		[testing.terraform("aws_opensearch_domain", {"encrypt_at_rest": [{"enabled": false}]})],
	] {
		count(policy.deny) == 1 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_opensearch_domain", {"encrypt_at_rest": [{"enabled": true}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_opensearch_domain", {"encrypt_at_rest": null}), [["encrypt_at_rest"]])],
		[testing.unknown(testing.terraform("aws_opensearch_domain", {"encrypt_at_rest": [{"enabled": null}]}), [["encrypt_at_rest", 0, "enabled"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
