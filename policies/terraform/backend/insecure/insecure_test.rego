package policies.terraform.backend.insecure_test

import data.policies.lib.testing
import data.policies.terraform.backend.insecure as policy

test_deny_whole_finding if {
	policy.deny == {{"address": "terraform.this", "message": "terraform.this keeps its state in s3 without locking; expected use_lockfile = true or a dynamodb_table", "attribute": ["backend"]}} with input as testing.configured([], [testing.terraform("terraform", {"backend": [{"type": "s3", "bucket": "b", "key": "k", "encrypt": true}], "is_root": true})])
}

test_deny_every_shape if {
	every block in [testing.terraform("terraform", {"backend": [{"type": "s3", "bucket": "b", "key": "k"}], "is_root": true}), testing.terraform("terraform", {"backend": [{"type": "http", "address": "http://x", "lock_address": "https://x"}], "is_root": true}), testing.terraform("terraform", {"backend": [{"type": "http", "address": "https://x"}], "is_root": true})] {
		count(policy.deny) > 0 with input as testing.configured([], [block])
	}
}

test_allow if {
	every block in [testing.terraform("terraform", {"backend": [{"type": "s3", "bucket": "b", "key": "k", "encrypt": true, "dynamodb_table": "l"}], "is_root": true}), testing.terraform("terraform", {"backend": [{"type": "s3"}], "is_root": true}), testing.terraform("terraform", {"backend": [{"type": "gcs", "bucket": "b"}], "is_root": true}), testing.terraform("terraform", {"backend": [{"type": "http", "address": "https://x", "lock_address": "https://x"}], "is_root": true}), testing.terraform("terraform", {"is_root": true})] {
		count(policy.deny) == 0 with input as testing.configured([], [block])
	}
}

test_warn_encryption if {
	backend := {"type": "s3", "bucket": "b", "key": "k", "use_lockfile": true}
	block := testing.terraform("terraform", {"backend": [backend], "is_root": true})
	count(policy.deny) == 0 with input as testing.configured([], [block])
	policy.warn == {{
		"address": "terraform.this",
		"attribute": ["backend"],
		"message": "terraform.this does not ask s3 for encryption of its state; expected encrypt = true",
	}} with input as testing.configured([], [block])
}

test_allow_unknown if {
	count(policy.deny) == 0 with input as testing.configured([], [testing.unknown(testing.terraform("terraform", {"backend": [{"type": "s3", "bucket": "b", "key": "k", "encrypt": null, "use_lockfile": true}]}), [["backend", 0, "encrypt"]])])
}
