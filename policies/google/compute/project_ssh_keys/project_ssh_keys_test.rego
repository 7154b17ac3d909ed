package policies.google.compute.project_ssh_keys_test

import data.policies.google.compute.project_ssh_keys as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_compute_instance.this", "attribute": ["metadata"], "message": "google_compute_instance.this accepts the project's SSH keys; expected block-project-ssh-keys or enable-oslogin"}} with input as testing.review([testing.terraform("google_compute_instance", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_compute_instance_template", {"metadata": {"block-project-ssh-keys": false}})],
		[testing.terraform("google_compute_instance", {"metadata": {"block-project-ssh-keys": true, "enable-oslogin": "FALSE"}})],
		[testing.terraform("google_compute_project_metadata", {"metadata": {"foo": "bar"}})],
		[testing.terraform("google_compute_project_metadata_item", {"key": "enable-oslogin", "value": false})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("google_compute_instance", {"metadata": {"block-project-ssh-keys": "true"}})],
		[testing.terraform("google_compute_instance", {"metadata": {"enable-oslogin": "TRUE"}})],
		[testing.terraform("google_compute_instance", {}), testing.terraform("google_compute_project_metadata", {"metadata": {"enable-oslogin": true}})],
		[testing.terraform("google_compute_instance", {}), testing.terraform("google_compute_project_metadata_item", {"key": "enable-oslogin", "value": "TRUE"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_compute_instance", {"metadata": null}), [["metadata"]])],
		[testing.unknown(testing.terraform("google_compute_instance", {"metadata": {"enable-oslogin": null}}), [["metadata", "enable-oslogin"]])],
		[testing.unknown(testing.terraform("google_compute_project_metadata", {"metadata": null}), [["metadata"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
