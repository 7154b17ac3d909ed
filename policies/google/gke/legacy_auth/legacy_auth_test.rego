package policies.google.gke.legacy_auth_test

import data.policies.google.gke.legacy_auth as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_container_cluster.this", "attribute": ["enable_legacy_abac"], "message": "google_container_cluster.this has legacy authorisation; expected it off"}} with input as testing.review([testing.terraform("google_container_cluster", {"enable_legacy_abac": true})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_container_cluster", {"enable_legacy_abac": "true"})],
		[testing.terraform("google_container_cluster", {"master_auth": [{"client_certificate_config": [{"issue_client_certificate": true}]}]})],
		[testing.terraform("google_container_cluster", {"master_auth": [{"username": "admin", "password": "x"}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("google_container_cluster", {})],
		[testing.terraform("google_container_cluster", {"enable_legacy_abac": false, "master_auth": [{"username": "", "password": "", "client_certificate_config": [{"issue_client_certificate": false}]}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_container_cluster", {"enable_legacy_abac": null}), [["enable_legacy_abac"]])],
		[testing.unknown(testing.terraform("google_container_cluster", {"master_auth": null}), [["master_auth"]])],
		[testing.unknown(testing.terraform("google_container_cluster", {"master_auth": [{"password": null, "username": ""}]}), [["master_auth", 0, "password"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
