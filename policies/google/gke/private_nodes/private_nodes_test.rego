package policies.google.gke.private_nodes_test

import data.policies.google.gke.private_nodes as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_container_cluster.this", "attribute": ["private_cluster_config", 0, "enable_private_nodes"], "message": "google_container_cluster.this has nodes with public addresses; expected enable_private_nodes = true"}} with input as testing.review([testing.terraform("google_container_cluster", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_container_cluster", {"private_cluster_config": [{"enable_private_nodes": false}]})],
		[testing.unknown(testing.terraform("google_container_cluster", {"private_cluster_config": [{"enable_private_nodes": false, "master_ipv4_cidr_block": null}]}), [["private_cluster_config", 0, "master_ipv4_cidr_block"]])],
	] {
		count(policy.deny) == 1 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("google_container_cluster", {"private_cluster_config": [{"enable_private_nodes": true}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_container_cluster", {"private_cluster_config": null}), [["private_cluster_config"]])],
		[testing.unknown(testing.terraform("google_container_cluster", {"private_cluster_config": [{"enable_private_nodes": null}]}), [["private_cluster_config", 0, "enable_private_nodes"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
