package policies.google.compute.serial_port_test

import data.policies.google.compute.serial_port as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_compute_instance.this", "attribute": ["metadata", "serial-port-enable"], "message": "google_compute_instance.this opens the serial console; expected no serial-port-enable"}} with input as testing.review([testing.terraform("google_compute_instance", {"metadata": {"serial-port-enable": true}})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_compute_instance_template", {"metadata": {"serial-port-enable": "TRUE"}})],
		[testing.terraform("google_compute_project_metadata", {"metadata": {"serial-port-enable": "1"}})],
		[testing.terraform("google_compute_project_metadata_item", {"key": "serial-port-enable", "value": "TRUE"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("google_compute_instance", {})],
		[testing.terraform("google_compute_instance", {"metadata": {"serial-port-enable": "FALSE"}})],
		[testing.terraform("google_compute_project_metadata_item", {"key": "enable-oslogin", "value": "TRUE"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_compute_instance", {"metadata": null}), [["metadata"]])],
		[testing.unknown(testing.terraform("google_compute_instance", {"metadata": {"serial-port-enable": null}}), [["metadata", "serial-port-enable"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
