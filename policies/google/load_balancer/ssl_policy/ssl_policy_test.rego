package policies.google.load_balancer.ssl_policy_test

import data.policies.google.load_balancer.ssl_policy as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_compute_ssl_policy.this", "attribute": ["min_tls_version"], "fix": [{"op": "add", "path": "/min_tls_version", "value": "TLS_1_2"}], "message": "google_compute_ssl_policy.this allows old TLS; expected min_tls_version = \"TLS_1_2\""}} with input as testing.review([testing.terraform("google_compute_ssl_policy", {"profile": "MODERN"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_compute_ssl_policy", {})],
		[testing.terraform("google_compute_ssl_policy", {"profile": "CUSTOM", "min_tls_version": "TLS_1_2", "custom_features": ["TLS_RSA_WITH_AES_128_CBC_SHA"]})],
		[testing.terraform("google_compute_region_ssl_policy", {"profile": "MODERN", "min_tls_version": "TLS_1_1"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("google_compute_ssl_policy", {"profile": "RESTRICTED"})],
		[testing.terraform("google_compute_ssl_policy", {"profile": "MODERN", "min_tls_version": "TLS_1_2"})],
		[testing.terraform("google_compute_ssl_policy", {"profile": "CUSTOM", "min_tls_version": "TLS_1_2", "custom_features": ["TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_compute_ssl_policy", {"profile": "MODERN", "min_tls_version": null}), [["min_tls_version"]])],
		[testing.unknown(testing.terraform("google_compute_ssl_policy", {"profile": null, "min_tls_version": "TLS_1_2"}), [["profile"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
