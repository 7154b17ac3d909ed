package policies.flux.unverified_source_test

import data.policies.flux.unverified_source as policy
import data.policies.lib.testing

_source(kind, spec) := testing.manifest($"source.toolkit.fluxcd.io/v1/{kind}", "shop", "shop", {"spec": spec})

test_deny_whole_finding if {
	policy.deny == {{
		"address": "source.toolkit.fluxcd.io/v1/GitRepository/shop/shop",
		"attribute": ["spec"],
		"message": concat("", [
			"source.toolkit.fluxcd.io/v1/GitRepository/shop/shop takes what is there without verify; ",
			"expected a signature to be asked for",
		]),
	}} with input as testing.review([_source("GitRepository", {"url": "https://example.com/a"})])
}

test_deny_registry if count(policy.deny) == 1 with input as testing.review([_source("OCIRepository", {"url": "oci://a"})])

test_allow if {
	every resource in [
		_source("GitRepository", {"verify": {"mode": "HEAD"}}),
		_source("OCIRepository", {"verify": {"provider": "cosign"}}),
		_source("Bucket", {}),
		_source("HelmChart", {"sourceRef": {"kind": "GitRepository"}}),
	] {
		count(policy.deny) == 0 with input as testing.review([resource])
	}
}

test_allow_unknown if {
	source := testing.unknown(_source("GitRepository", {}), [["spec", "verify"]])
	count(policy.deny) == 0 with input as testing.review([source])
}
