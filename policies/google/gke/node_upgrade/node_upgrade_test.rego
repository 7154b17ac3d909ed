package policies.google.gke.node_upgrade_test

import data.policies.google.gke.node_upgrade as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_container_node_pool.this", "attribute": ["management", 0, "auto_upgrade"], "message": "google_container_node_pool.this does not keep nodes up to date; expected management with auto_upgrade = true"}} with input as testing.review([testing.terraform("google_container_node_pool", {"management": [{"auto_repair": true, "auto_upgrade": false}]})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_container_node_pool", {})],
		[testing.terraform("google_container_node_pool", {"management": [{"auto_repair": true}]})],
	] {
		count(policy.deny) == 1 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("google_container_cluster", {})],
		[testing.terraform("google_container_node_pool", {"management": [{"auto_upgrade": "true"}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_container_node_pool", {"management": null}), [["management"]])],
		[testing.unknown(testing.terraform("google_container_node_pool", {"management": [{"auto_upgrade": null}]}), [["management", 0, "auto_upgrade"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
