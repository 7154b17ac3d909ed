package policies.google.iam.basic_role_test

import data.policies.google.iam.basic_role as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_project_iam_member.this", "attribute": ["member"], "message": "google_project_iam_member.this grants roles/editor; expected the roles that are needed"}} with input as testing.review([testing.terraform("google_project_iam_member", {"role": "roles/editor", "member": "user:bob@example.com"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_project_iam_binding", {"role": "roles/editor", "members": ["user:ann@example.com", "user:bob@example.com"]})],
		[testing.terraform("google_project_iam_policy", {"policy_data": `{"bindings": [{"role": "roles/editor", "members": ["user:bob@example.com"]}]}`})],
		[testing.terraform("google_organization_iam_binding", {"role": "roles/owner", "members": ["user:bob@example.com"]})],
		[testing.unknown(testing.terraform("google_project_iam_member", {"role": "roles/owner", "member": null}), [["member"]])],
		[testing.unknown(testing.terraform("google_folder_iam_binding", {"role": "roles/owner", "members": null}), [["members"]])],
		[testing.terraform("google_folder_iam_member", {"role": "roles/editor", "member": "user:bob@example.com"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("google_project_iam_member", {"role": "roles/viewer", "member": "user:bob@example.com"})],
		[testing.terraform("google_project_iam_member", {"role": "roles/editor", "member": "serviceAccount:123@cloudservices.gserviceaccount.com"})],
		[testing.terraform("google_project_iam_policy", {"policy_data": "{}"})],
		[testing.terraform("google_project_iam_binding", {"role": "roles/owner", "members": []})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_project_iam_member", {"role": null, "member": "user:bob@example.com"}), [["role"]])],
		[testing.unknown(testing.terraform("google_project_iam_policy", {"policy_data": null}), [["policy_data"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_document if {
	document := testing.terraform("data.google_iam_policy", {"binding": [
		{"role": "roles/editor", "members": ["user:a@b.example"]},
		{"role": "roles/viewer", "members": ["user:a@b.example"]},
	]})
	used := testing.referring(
		testing.terraform("google_pubsub_topic_iam_policy", {"policy_data": null}),
		["data.google_iam_policy.this"],
	)
	policy.deny == {{
		"address": "data.google_iam_policy.this",
		"attribute": ["binding", 0, "role"],
		"message": "data.google_iam_policy.this grants roles/editor; expected the roles that are needed",
	}} with input as testing.configured([], [document])
	count(policy.deny) == 0 with input as testing.configured([used], [document])
}
