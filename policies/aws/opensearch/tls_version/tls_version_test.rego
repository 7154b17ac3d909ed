package policies.aws.opensearch.tls_version_test

import data.policies.aws.opensearch.tls_version as policy
import data.policies.lib.testing

_old := "Policy-Min-TLS-1-0-2019-07"

_domain(type, policy_) := testing.terraform(type, {"domain_endpoint_options": [{"tls_security_policy": policy_}]})

test_deny_whole_finding if {
	policy.deny == {{
		"address": "aws_opensearch_domain.this",
		"attribute": ["domain_endpoint_options", 0, "tls_security_policy"],
		"message": concat("", [
			"aws_opensearch_domain.this has the policy Policy-Min-TLS-1-0-2019-07, which accepts TLS below 1.2; ",
			"expected Policy-Min-TLS-1-2-2019-07",
		]),
		"fix": [{
			"op": "add",
			"path": "/domain_endpoint_options/0/tls_security_policy",
			"value": "Policy-Min-TLS-1-2-2019-07",
		}],
	}} with input as testing.review([_domain("aws_opensearch_domain", _old)])
}

test_deny_older_type if {
	count(policy.deny) == 1 with input as testing.review([_domain("aws_elasticsearch_domain", _old)])
}

test_allow if {
	every resource in [
		_domain("aws_opensearch_domain", "Policy-Min-TLS-1-2-2019-07"),
		_domain("aws_opensearch_domain", "Policy-Min-TLS-1-2-PFS-2023-10"),
		testing.terraform("aws_opensearch_domain", {}),
		testing.deleted(_domain("aws_opensearch_domain", _old)),
	] {
		count(policy.deny) == 0 with input as testing.review([resource])
	}
}

test_allow_unknown if {
	path := ["domain_endpoint_options", 0, "tls_security_policy"]
	domain := testing.unknown(_domain("aws_opensearch_domain", null), [path])
	count(policy.deny) == 0 with input as testing.review([domain])
}
