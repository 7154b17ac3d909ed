package policies.google.storage.public_test

import data.policies.google.storage.public as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_storage_bucket_iam_member.this", "attribute": ["member"], "message": "google_storage_bucket_iam_member.this grants roles/storage.objectViewer to allUsers; expected named members"}} with input as testing.review([testing.terraform("google_storage_bucket_iam_member", {"role": "roles/storage.objectViewer", "member": "allUsers"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_storage_bucket_iam_binding", {"role": "roles/storage.objectViewer", "members": ["user:ann@example.com", "allAuthenticatedUsers"]})],
		[testing.terraform("google_storage_bucket_iam_policy", {"policy_data": `{"bindings": [{"role": "roles/storage.objectViewer", "members": ["allAuthenticatedUsers"]}]}`})],
		[testing.terraform("google_storage_bucket_acl", {"role_entity": ["OWNER:user-a@example.com", "READER:allUsers"]})],
		[testing.terraform("google_storage_object_acl", {"predefined_acl": "publicRead"})],
		[testing.terraform("google_storage_bucket_access_control", {"role": "READER", "entity": "allAuthenticatedUsers"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_deny_unknown_role if {
	grant := testing.terraform("google_storage_bucket_iam_member", {"role": null, "member": "allUsers"})
	found := policy.deny with input as testing.review([testing.unknown(grant, [["role"]])])
	{entry.message | some entry in found} == {"google_storage_bucket_iam_member.this grants a role known after apply to allUsers; expected named members"}
}

test_allow if {
	every resources in [
		[testing.terraform("google_storage_bucket_iam_member", {"role": "roles/storage.objectViewer", "member": "user:ann@example.com"})],
		[testing.terraform("google_storage_bucket_iam_binding", {"role": "roles/storage.objectViewer", "members": ["user:ann@example.com"]})],
		[testing.terraform("google_storage_bucket_iam_policy", {"policy_data": `{"bindings": [{"role": "roles/storage.objectViewer", "members": ["user:ann@example.com"]}]}`})],
		[testing.terraform("google_storage_bucket_acl", {"role_entity": ["OWNER:user-a@example.com"]})],
		[testing.terraform("google_storage_bucket_acl", {"predefined_acl": "private"})],
		[testing.terraform("google_storage_object_access_control", {"role": "READER", "entity": "user-a@example.com"})],
		[testing.deleted(testing.terraform("google_storage_bucket_iam_member", {"role": "r", "member": "allUsers"}))],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_storage_bucket_iam_member", {"role": "roles/storage.objectViewer", "member": null}), [["member"]])],
		[testing.unknown(testing.terraform("google_storage_bucket_iam_binding", {"role": "roles/storage.objectViewer", "members": null}), [["members"]])],
		[testing.unknown(testing.terraform("google_storage_bucket_iam_policy", {"policy_data": null}), [["policy_data"]])],
		[testing.unknown(testing.terraform("google_storage_bucket_acl", {"role_entity": null}), [["role_entity"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_deny_policy_of_data_source if {
	document := object.union(
		testing.named("data.google_iam_policy", "open", {"binding": [{"role": "roles/storage.objectViewer", "members": ["allUsers"]}]}),
		{"address": "data.google_iam_policy.open"},
	)
	policy_of_bucket := testing.unknown(
		testing.sketched(
			testing.terraform("google_storage_bucket_iam_policy", {"policy_data": null}),
			"/policy_data",
			"(known after apply: data.google_iam_policy.open.policy_data)",
		),
		[["policy_data"]],
	)
	count(policy.deny) == 1 with input as testing.configured([policy_of_bucket], [document])
}
