package policies.google.gke.private_test

import data.policies.google.gke.private as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_container_cluster.this", "attribute": ["private_cluster_config", 0, "enable_private_nodes"], "message": "google_container_cluster.this has nodes with public addresses; expected enable_private_nodes = true"}} with input as testing.review([testing.terraform("google_container_cluster", {"master_authorized_networks_config": [{"cidr_blocks": [{"cidr_block": "198.51.100.0/24"}]}]})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_container_cluster", {"private_cluster_config": [{"enable_private_nodes": true}]})],
		[testing.terraform("google_container_cluster", {"private_cluster_config": [{"enable_private_nodes": false, "enable_private_endpoint": true}]})],
		[testing.terraform("google_container_cluster", {"private_cluster_config": [{"enable_private_nodes": true}], "master_authorized_networks_config": [{"cidr_blocks": [{"cidr_block": "0.0.0.0/0"}]}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("google_container_cluster", {"private_cluster_config": [{"enable_private_nodes": true}], "master_authorized_networks_config": [{"cidr_blocks": [{"cidr_block": "198.51.100.0/24"}]}]})],
		[testing.terraform("google_container_cluster", {"private_cluster_config": [{"enable_private_nodes": true, "enable_private_endpoint": true}]})],
		[testing.terraform("google_container_cluster", {"private_cluster_config": [{"enable_private_nodes": true}], "control_plane_endpoints_config": [{"ip_endpoints_config": [{"enabled": false}]}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_container_cluster", {"private_cluster_config": null, "master_authorized_networks_config": [{"cidr_blocks": [{"cidr_block": "198.51.100.0/24"}]}]}), [["private_cluster_config"]])],
		[testing.unknown(testing.terraform("google_container_cluster", {"private_cluster_config": [{"enable_private_nodes": true}], "master_authorized_networks_config": null}), [["master_authorized_networks_config"]])],
		[testing.unknown(testing.terraform("google_container_cluster", {"private_cluster_config": [{"enable_private_nodes": null, "enable_private_endpoint": null}]}), [["private_cluster_config", 0, "enable_private_nodes"], ["private_cluster_config", 0, "enable_private_endpoint"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_deny_beside_what_is_unknown if {
	config := {"enable_private_nodes": false, "master_ipv4_cidr_block": null}
	cluster := testing.unknown(
		testing.terraform("google_container_cluster", {"private_cluster_config": [config]}),
		[["private_cluster_config", 0, "master_ipv4_cidr_block"]],
	)
	some found in policy.deny with input as testing.review([cluster])
	contains(found.message, "public addresses")
}
