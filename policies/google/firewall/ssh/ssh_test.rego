package policies.google.firewall.ssh_test

import data.policies.google.firewall.ssh as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_compute_firewall.this", "attribute": ["source_ranges", 0], "message": "google_compute_firewall.this lets 0.0.0.0/0 reach SSH (22); expected named source_ranges"}} with input as testing.review([testing.terraform("google_compute_firewall", {"source_ranges": ["0.0.0.0/0"], "allow": [{"protocol": "tcp", "ports": ["22"]}]})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_compute_firewall", {"source_ranges": ["10.0.0.0/8", "::/0"], "allow": [{"protocol": "tcp", "ports": ["80", "20-27"]}]})],
		[testing.terraform("google_compute_firewall", {"source_ranges": ["0.0.0.0/0"], "allow": [{"protocol": "6", "ports": [22]}]})],
		[testing.terraform("google_compute_firewall", {"source_ranges": ["0.0.0.0/0"], "allow": [{"protocol": "TCP"}]})],
		[testing.terraform("google_compute_firewall", {"source_ranges": ["0.0.0.0/0"], "allow": [{"protocol": "all"}]})],
		[testing.terraform("google_compute_network_firewall_policy_rule", {"direction": "INGRESS", "action": "allow", "match": [{"src_ip_ranges": ["0.0.0.0/0"], "layer4_configs": [{"ip_protocol": "tcp", "ports": ["22"]}]}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("google_compute_firewall", {"source_ranges": ["35.235.240.0/20"], "allow": [{"protocol": "tcp", "ports": ["22"]}]})],
		[testing.terraform("google_compute_firewall", {"source_ranges": ["0.0.0.0/0"], "allow": [{"protocol": "tcp", "ports": ["443"]}]})],
		[testing.terraform("google_compute_firewall", {"source_ranges": ["0.0.0.0/0"], "allow": [{"protocol": "udp", "ports": ["22"]}]})],
		[testing.terraform("google_compute_firewall", {"source_ranges": ["0.0.0.0/0"], "allow": [{"protocol": "icmp"}]})],
		[testing.terraform("google_compute_firewall", {"source_ranges": ["0.0.0.0/0"], "allow": [{"protocol": "tcp", "ports": ["22"]}], "direction": "EGRESS"})],
		[testing.terraform("google_compute_firewall", {"source_ranges": ["0.0.0.0/0"], "allow": [{"protocol": "tcp", "ports": ["22"]}], "disabled": true})],
		[testing.terraform("google_compute_firewall", {"source_ranges": ["0.0.0.0/0"], "deny": [{"protocol": "all"}]})],
		[testing.terraform("google_compute_network_firewall_policy_rule", {"direction": "INGRESS", "action": "deny", "match": [{"src_ip_ranges": ["0.0.0.0/0"], "layer4_configs": [{"ip_protocol": "tcp", "ports": ["22"]}]}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_compute_firewall", {"source_ranges": ["0.0.0.0/0"], "allow": [{"protocol": "tcp", "ports": null}]}), [["allow", 0, "ports"]])],
		[testing.unknown(testing.terraform("google_compute_firewall", {"source_ranges": null, "allow": [{"protocol": "tcp", "ports": ["22"]}]}), [["source_ranges"]])],
		[testing.unknown(testing.terraform("google_compute_firewall", {"source_ranges": ["0.0.0.0/0"], "allow": [{"protocol": "tcp", "ports": [null]}]}), [["allow", 0, "ports", 0]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

_rule(name, fields) := testing.named("google_compute_firewall", name, object.union(
	{"network": "n", "source_ranges": ["0.0.0.0/0"]},
	fields,
))

test_rules_that_go_before if {
	allow := _rule("allow", {"allow": [{"protocol": "all"}], "priority": 100})
	deny := {"deny": [{"protocol": "tcp", "ports": ["20-25"]}], "priority": 100}
	every fields, findings in {
		{}: 0,
		{"priority": 101}: 1,
		{"priority": null}: 1,
		{"network": "other"}: 1,
		{"network": null}: 1,
		{"target_tags": ["web"]}: 1,
		{"source_ranges": ["10.0.0.0/8"]}: 1,
		{"deny": [{"protocol": "udp"}]}: 1,
		{"disabled": true}: 1,
	} {
		other := _rule("deny", object.union(deny, fields))
		count(policy.deny) == findings with input as testing.review([allow, other])
	}
}
