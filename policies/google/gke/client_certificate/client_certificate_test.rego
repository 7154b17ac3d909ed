package policies.google.gke.client_certificate_test

import data.policies.google.gke.client_certificate as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_container_cluster.this", "attribute": ["master_auth", 0, "client_certificate_config", 0, "issue_client_certificate"], "message": "google_container_cluster.this issues a client certificate; expected it off"}} with input as testing.review([testing.terraform("google_container_cluster", {"master_auth": [{"client_certificate_config": [{"issue_client_certificate": true}]}]})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_container_cluster", {"master_auth": [{"client_certificate_config": [{"issue_client_certificate": "true"}]}]})],
	] {
		count(policy.deny) == 1 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("google_container_cluster", {})],
		[testing.terraform("google_container_cluster", {"master_auth": [{"client_certificate_config": [{"issue_client_certificate": false}]}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_container_cluster", {"master_auth": [{"client_certificate_config": [{"issue_client_certificate": null}]}]}), [["master_auth", 0, "client_certificate_config", 0, "issue_client_certificate"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
