package policies.google.gke.legacy_abac_test

import data.policies.google.gke.legacy_abac as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_container_cluster.this", "attribute": ["enable_legacy_abac"], "message": "google_container_cluster.this has legacy authorisation; expected it off"}} with input as testing.review([testing.terraform("google_container_cluster", {"enable_legacy_abac": true})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_container_cluster", {"enable_legacy_abac": "true"})],
	] {
		count(policy.deny) == 1 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("google_container_cluster", {})],
		[testing.terraform("google_container_cluster", {"enable_legacy_abac": false})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_container_cluster", {"enable_legacy_abac": null}), [["enable_legacy_abac"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
