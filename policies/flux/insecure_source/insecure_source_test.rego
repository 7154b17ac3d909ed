package policies.flux.insecure_source_test

import data.policies.flux.insecure_source as policy
import data.policies.lib.testing

_source(kind, spec) := testing.manifest($"source.toolkit.fluxcd.io/v1/{kind}", "shop", "shop", {"spec": spec})

test_deny_whole_finding if {
	policy.deny == {{
		"address": "source.toolkit.fluxcd.io/v1/GitRepository/shop/shop",
		"attribute": ["spec", "url"],
		"message": concat("", [
			"source.toolkit.fluxcd.io/v1/GitRepository/shop/shop fetches http://a.example in plain text; ",
			"expected https",
		]),
	}} with input as testing.review([_source("GitRepository", {"url": "http://a.example"})])
}

test_deny_insecure if {
	every kind in ["Bucket", "OCIRepository", "HelmRepository"] {
		count(policy.deny) == 1 with input as testing.review([_source(kind, {"insecure": true})])
	}
}

test_allow if {
	every url in ["https://a.example", "ssh://git@a.example", "oci://a.example/b"] {
		count(policy.deny) == 0 with input as testing.review([_source("GitRepository", {"url": url, "insecure": false})])
	}
}

test_allow_unknown if count(policy.deny) == 0 with input as testing.review([_source("GitRepository", {"url": null})])
