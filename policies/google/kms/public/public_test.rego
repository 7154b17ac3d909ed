package policies.google.kms.public_test

import data.policies.google.kms.public as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_kms_crypto_key_iam_member.this", "attribute": ["member"], "message": "google_kms_crypto_key_iam_member.this grants roles/cloudkms.cryptoKeyDecrypter to allUsers; expected named members"}} with input as testing.review([testing.terraform("google_kms_crypto_key_iam_member", {"role": "roles/cloudkms.cryptoKeyDecrypter", "member": "allUsers"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_kms_crypto_key_iam_binding", {"role": "roles/cloudkms.cryptoKeyDecrypter", "members": ["user:ann@example.com", "allUsers"]})],
		[testing.terraform("google_kms_crypto_key_iam_policy", {"policy_data": `{"bindings": [{"role": "roles/cloudkms.cryptoKeyDecrypter", "members": ["allUsers"]}]}`})],
		[testing.terraform("google_kms_key_ring_iam_member", {"role": "roles/owner", "member": "allAuthenticatedUsers"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("google_kms_crypto_key_iam_member", {"role": "roles/cloudkms.cryptoKeyDecrypter", "member": "user:ann@example.com"})],
		[testing.terraform("google_kms_crypto_key_iam_binding", {"role": "roles/cloudkms.cryptoKeyDecrypter", "members": ["user:ann@example.com"]})],
		[testing.terraform("google_kms_crypto_key_iam_policy", {"policy_data": `{"bindings": [{"role": "roles/cloudkms.cryptoKeyDecrypter", "members": ["user:ann@example.com"]}]}`})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_kms_crypto_key_iam_member", {"role": "roles/cloudkms.cryptoKeyDecrypter", "member": null}), [["member"]])],
		[testing.unknown(testing.terraform("google_kms_crypto_key_iam_binding", {"role": "roles/cloudkms.cryptoKeyDecrypter", "members": null}), [["members"]])],
		[testing.unknown(testing.terraform("google_kms_crypto_key_iam_policy", {"policy_data": null}), [["policy_data"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
