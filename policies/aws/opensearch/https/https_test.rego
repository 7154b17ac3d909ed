package policies.aws.opensearch.https_test

import data.policies.aws.opensearch.https as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_elasticsearch_domain.this", "message": "aws_elasticsearch_domain.this answers plain HTTP; expected enforce_https = true", "attribute": ["domain_endpoint_options", 0, "enforce_https"], "fix": [{"op": "add", "path": "/domain_endpoint_options/0/enforce_https", "value": true}]}} with input as testing.review([testing.terraform("aws_elasticsearch_domain", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_elasticsearch_domain", {"domain_endpoint_options": [{"enforce_https": false}]})],
		[testing.terraform("aws_elasticsearch_domain", {"domain_endpoint_options": [{"enforce_https": "false"}]})],
		[testing.terraform("aws_elasticsearch_domain", {})],
		[testing.terraform("aws_opensearch_domain", {"domain_endpoint_options": [{"enforce_https": false}]})],
		[testing.terraform("aws_opensearch_domain", {"domain_endpoint_options": [{"enforce_https": "false"}]})],
		[testing.terraform("aws_opensearch_domain", {})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_elasticsearch_domain", {"domain_endpoint_options": [{"enforce_https": true}]})],
		[testing.terraform("aws_elasticsearch_domain", {"domain_endpoint_options": [{"enforce_https": "true"}]})],
		[testing.terraform("aws_opensearch_domain", {"domain_endpoint_options": [{"enforce_https": true}]})],
		[testing.terraform("aws_opensearch_domain", {"domain_endpoint_options": [{"enforce_https": "true"}]})],
		[testing.deleted(testing.terraform("aws_elasticsearch_domain", {}))],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_elasticsearch_domain", {"domain_endpoint_options": [{"enforce_https": null}]}), [["domain_endpoint_options", 0, "enforce_https"]])],
		[testing.unknown(testing.terraform("aws_opensearch_domain", {"domain_endpoint_options": [{"enforce_https": null}]}), [["domain_endpoint_options", 0, "enforce_https"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
