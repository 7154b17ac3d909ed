package policies.google.network.flow_logs_test

import data.policies.google.network.flow_logs as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_compute_subnetwork.this", "attribute": ["log_config"], "message": "google_compute_subnetwork.this has no flow logs; expected a log_config"}} with input as testing.review([testing.terraform("google_compute_subnetwork", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_compute_subnetwork", {"log_config": []})],
		[testing.terraform("google_compute_subnetwork", {"purpose": "PRIVATE"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("google_compute_subnetwork", {"log_config": [{}]})],
		[testing.terraform("google_compute_subnetwork", {"enable_flow_logs": true})],
		[testing.terraform("google_compute_subnetwork", {"purpose": "REGIONAL_MANAGED_PROXY"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_compute_subnetwork", {"log_config": null}), [["log_config"]])],
		[testing.unknown(testing.terraform("google_compute_subnetwork", {"purpose": null}), [["purpose"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
