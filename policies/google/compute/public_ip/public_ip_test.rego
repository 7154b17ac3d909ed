package policies.google.compute.public_ip_test

import data.policies.google.compute.public_ip as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_compute_instance.this", "attribute": ["network_interface", 0, "access_config"], "message": "google_compute_instance.this has a public address; expected no access_config"}} with input as testing.review([testing.terraform("google_compute_instance", {"network_interface": [{"access_config": [{}]}]})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_compute_instance_template", {"network_interface": [{}, {"access_config": [{"nat_ip": "198.51.100.7"}]}]})],
		[testing.terraform("google_compute_instance", {"network_interface": [{"ipv6_access_config": [{"network_tier": "PREMIUM"}]}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("google_compute_instance", {"network_interface": [{"subnetwork": "x"}]})],
		[testing.terraform("google_compute_instance", {"network_interface": [{"access_config": []}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_compute_instance", {"network_interface": [{"access_config": null}]}), [["network_interface", 0, "access_config"]])],
		[testing.unknown(testing.terraform("google_compute_instance", {"network_interface": null}), [["network_interface"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
