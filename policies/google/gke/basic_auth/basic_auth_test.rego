package policies.google.gke.basic_auth_test

import data.policies.google.gke.basic_auth as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_container_cluster.this", "attribute": ["master_auth", 0, "username"], "message": "google_container_cluster.this has a username for its API; expected none"}} with input as testing.review([testing.terraform("google_container_cluster", {"master_auth": [{"username": "admin"}]})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_container_cluster", {"master_auth": [{"password": "x"}]})],
	] {
		count(policy.deny) == 1 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("google_container_cluster", {})],
		[testing.terraform("google_container_cluster", {"master_auth": [{"username": "", "password": ""}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_container_cluster", {"master_auth": null}), [["master_auth"]])],
		[testing.unknown(testing.terraform("google_container_cluster", {"master_auth": [{"password": null, "username": ""}]}), [["master_auth", 0, "password"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
