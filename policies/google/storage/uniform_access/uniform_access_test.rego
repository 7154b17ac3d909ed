package policies.google.storage.uniform_access_test

import data.policies.google.storage.uniform_access as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_storage_bucket.this", "attribute": ["uniform_bucket_level_access"], "fix": [{"op": "add", "path": "/uniform_bucket_level_access", "value": true}], "message": "google_storage_bucket.this has access lists on objects; expected uniform_bucket_level_access = true"}} with input as testing.review([testing.terraform("google_storage_bucket", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_storage_bucket", {"uniform_bucket_level_access": "false"})],
		[testing.terraform("google_storage_bucket", {"bucket_policy_only": false})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("google_storage_bucket", {"uniform_bucket_level_access": true})],
		[testing.terraform("google_storage_bucket", {"bucket_policy_only": true})],
		[testing.deleted(testing.terraform("google_storage_bucket", {}))],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_storage_bucket", {"uniform_bucket_level_access": null}), [["uniform_bucket_level_access"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
