package policies.google.compute.default_service_account_test

import data.policies.google.compute.default_service_account as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_compute_instance.this", "attribute": ["service_account", 0, "email"], "message": "google_compute_instance.this runs as the default service account with access to everything; expected one of its own"}} with input as testing.review([testing.terraform("google_compute_instance", {"service_account": [{"scopes": ["cloud-platform"]}]})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_compute_instance_template", {"service_account": [{"email": "123456789-compute@developer.gserviceaccount.com", "scopes": ["https://www.googleapis.com/auth/cloud-platform"]}]})],
		[testing.terraform("google_compute_instance", {"service_account": [{"scopes": ["storage-ro"]}]})],
		[testing.unknown(testing.sketched(testing.terraform("google_compute_instance", {"service_account": [{"email": null, "scopes": []}]}), "/service_account/0/email", "(known after apply: data.google_compute_default_service_account.default.email)"), [["service_account", 0, "email"]])],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("google_compute_instance", {})],
		[testing.terraform("google_compute_instance", {"name": "gke-main-1", "service_account": [{"scopes": ["storage-ro"]}]})],
		[testing.terraform("google_compute_instance", {"service_account": [{"email": "app@example.iam.gserviceaccount.com", "scopes": ["cloud-platform"]}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_compute_instance", {"service_account": [{"email": null, "scopes": ["cloud-platform"]}]}), [["service_account", "0", "email"], ["service_account", 0, "email"]])],
		[testing.unknown(testing.terraform("google_compute_instance", {"service_account": null}), [["service_account"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
