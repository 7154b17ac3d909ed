package policies.google.firewall.everything_test

import data.policies.google.firewall.everything as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_compute_firewall.this", "attribute": ["source_ranges", 0], "message": "google_compute_firewall.this lets 0.0.0.0/0 reach every port (all); expected named ports"}} with input as testing.review([testing.terraform("google_compute_firewall", {"source_ranges": ["0.0.0.0/0"], "allow": [{"protocol": "all"}]})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_compute_firewall", {"source_ranges": ["0.0.0.0/0"], "allow": [{"protocol": "tcp", "ports": ["0-65535"]}]})],
		[testing.terraform("google_compute_firewall", {"source_ranges": ["0.0.0.0/0"], "allow": [{"protocol": "tcp"}]})],
		[testing.terraform("google_compute_network_firewall_policy_rule", {"direction": "INGRESS", "action": "allow", "match": [{"src_ip_ranges": ["0.0.0.0/0"], "layer4_configs": [{"ip_protocol": "all", "ports": []}]}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("google_compute_firewall", {"source_ranges": ["0.0.0.0/0"], "allow": [{"protocol": "tcp", "ports": ["443"]}]})],
		[testing.terraform("google_compute_firewall", {"source_ranges": ["10.0.0.0/8"], "allow": [{"protocol": "all"}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_compute_firewall", {"source_ranges": ["0.0.0.0/0"], "allow": [{"protocol": "tcp", "ports": null}]}), [["allow", 0, "ports"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
