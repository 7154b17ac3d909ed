package policies.google.gke.integrity_monitoring_test

import data.policies.google.gke.integrity_monitoring as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_container_node_pool.this", "attribute": ["node_config", 0, "shielded_instance_config", 0, "enable_integrity_monitoring"], "message": "google_container_node_pool.this has nodes that are not monitored; expected enable_integrity_monitoring = true"}} with input as testing.review([testing.terraform("google_container_node_pool", {"node_config": [{"shielded_instance_config": [{"enable_integrity_monitoring": false}]}]})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_container_cluster", {"node_config": [{"shielded_instance_config": [{"enable_integrity_monitoring": false}]}]})],
	] {
		count(policy.deny) == 1 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("google_container_node_pool", {})],
		[testing.terraform("google_container_cluster", {"node_config": [{"shielded_instance_config": [{"enable_integrity_monitoring": true}]}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_container_node_pool", {"node_config": [{"shielded_instance_config": [{"enable_integrity_monitoring": null}]}]}), [["node_config", 0, "shielded_instance_config", 0, "enable_integrity_monitoring"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
