package policies.google.gke.open_api_test

import data.policies.google.gke.open_api as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_container_cluster.this", "attribute": ["master_authorized_networks_config"], "message": "google_container_cluster.this has an API that answers everybody; expected master_authorized_networks_config"}} with input as testing.review([testing.terraform("google_container_cluster", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_container_cluster", {"private_cluster_config": [{"enable_private_nodes": true}]})],
		[testing.terraform("google_container_cluster", {"master_authorized_networks_config": [{"cidr_blocks": [{"cidr_block": "0.0.0.0/0"}]}]})],
	] {
		count(policy.deny) == 1 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("google_container_cluster", {"master_authorized_networks_config": [{"cidr_blocks": [{"cidr_block": "198.51.100.0/24"}]}]})],
		[testing.terraform("google_container_cluster", {"private_cluster_config": [{"enable_private_endpoint": true}]})],
		[testing.terraform("google_container_cluster", {"control_plane_endpoints_config": [{"ip_endpoints_config": [{"enabled": false}]}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_container_cluster", {"master_authorized_networks_config": null}), [["master_authorized_networks_config"]])],
		[testing.unknown(testing.terraform("google_container_cluster", {"private_cluster_config": [{"enable_private_endpoint": null}]}), [["private_cluster_config", 0, "enable_private_endpoint"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
