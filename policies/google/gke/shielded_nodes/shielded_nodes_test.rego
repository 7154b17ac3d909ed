package policies.google.gke.shielded_nodes_test

import data.policies.google.gke.shielded_nodes as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_container_cluster.this", "attribute": ["enable_shielded_nodes"], "message": "google_container_cluster.this has nodes that are not shielded; expected enable_shielded_nodes = true"}} with input as testing.review([testing.terraform("google_container_cluster", {"enable_shielded_nodes": false})])
}

test_allow if {
	every resources in [
		[testing.terraform("google_container_cluster", {})],
		[testing.terraform("google_container_cluster", {"enable_shielded_nodes": true})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_container_cluster", {"enable_shielded_nodes": null}), [["enable_shielded_nodes"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
