package policies.google.compute.shielded_test

import data.policies.google.compute.shielded as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_compute_instance.this", "attribute": ["shielded_instance_config"], "message": "google_compute_instance.this asks for no measured boot; expected shielded_instance_config"}} with input as testing.review([testing.terraform("google_compute_instance", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_compute_instance_template", {"shielded_instance_config": [{"enable_vtpm": false}]})],
		[testing.terraform("google_compute_instance", {"shielded_instance_config": [{"enable_secure_boot": false}]})],
		[testing.terraform("google_compute_instance", {"shielded_instance_config": [{"enable_integrity_monitoring": "false"}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("google_compute_instance", {"shielded_instance_config": [{}]})],
		[testing.terraform("google_compute_instance", {"shielded_instance_config": [{"enable_vtpm": true, "enable_integrity_monitoring": true}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_compute_instance", {"shielded_instance_config": null}), [["shielded_instance_config"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
