package policies.google.storage.versioning_test

import data.policies.google.storage.versioning as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_storage_bucket.this", "attribute": ["versioning"], "message": "google_storage_bucket.this keeps no earlier versions; expected versioning with enabled = true"}} with input as testing.review([testing.terraform("google_storage_bucket", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_storage_bucket", {"versioning": [{"enabled": false}]})],
		[testing.terraform("google_storage_bucket", {"versioning": []})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("google_storage_bucket", {"versioning": [{"enabled": true}]})],
		[testing.terraform("google_storage_bucket", {"retention_policy": [{"retention_period": 5}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_storage_bucket", {"versioning": null}), [["versioning"]])],
		[testing.unknown(testing.terraform("google_storage_bucket", {"versioning": [{"enabled": null}]}), [["versioning", 0, "enabled"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
