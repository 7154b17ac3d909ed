package policies.google.gke.network_policy_test

import data.policies.google.gke.network_policy as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_container_cluster.this", "attribute": ["network_policy"], "message": "google_container_cluster.this has no network policies; expected datapath_provider = \"ADVANCED_DATAPATH\""}} with input as testing.review([testing.terraform("google_container_cluster", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_container_cluster", {"network_policy": [{"enabled": false}]})],
		[testing.terraform("google_container_cluster", {"datapath_provider": "LEGACY_DATAPATH"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("google_container_cluster", {"network_policy": [{"enabled": true}]})],
		[testing.terraform("google_container_cluster", {"datapath_provider": "ADVANCED_DATAPATH"})],
		[testing.terraform("google_container_cluster", {"enable_autopilot": true})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_container_cluster", {"network_policy": null}), [["network_policy"]])],
		[testing.unknown(testing.terraform("google_container_cluster", {"datapath_provider": null}), [["datapath_provider"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
