package policies.google.kms.rotation_test

import data.policies.google.kms.rotation as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_kms_crypto_key.this", "attribute": ["rotation_period"], "fix": [{"op": "add", "path": "/rotation_period", "value": "7776000s"}], "message": "google_kms_crypto_key.this is not changed within 90 days; expected rotation_period = \"7776000s\""}} with input as testing.review([testing.terraform("google_kms_crypto_key", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_kms_crypto_key", {"rotation_period": "31536000s"})],
		[testing.terraform("google_kms_crypto_key", {"rotation_period": "7776001.5s", "purpose": "ENCRYPT_DECRYPT"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("google_kms_crypto_key", {"rotation_period": "7776000s"})],
		[testing.terraform("google_kms_crypto_key", {"purpose": "ASYMMETRIC_SIGN"})],
		[testing.terraform("google_kms_crypto_key", {"import_only": true})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_kms_crypto_key", {"rotation_period": null}), [["rotation_period"]])],
		[testing.unknown(testing.terraform("google_kms_crypto_key", {"purpose": null}), [["purpose"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
