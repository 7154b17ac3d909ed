package policies.google.compute.ip_forward_test

import data.policies.google.compute.ip_forward as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_compute_instance.this", "attribute": ["can_ip_forward"], "fix": [{"op": "add", "path": "/can_ip_forward", "value": false}], "message": "google_compute_instance.this forwards the packets of others; expected can_ip_forward = false"}} with input as testing.review([testing.terraform("google_compute_instance", {"can_ip_forward": true})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_compute_instance_template", {"can_ip_forward": "true"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("google_compute_instance", {})],
		[testing.terraform("google_compute_instance", {"can_ip_forward": false})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_compute_instance", {"can_ip_forward": null}), [["can_ip_forward"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_node_of_kubernetes_engine if {
	node := testing.terraform("google_compute_instance", {"name": "gke-shop-1", "can_ip_forward": true})
	count(policy.deny) == 0 with input as testing.review([node])
}
