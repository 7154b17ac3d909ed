package policies.google.iam.token_creator_test

import data.policies.google.iam.token_creator as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_project_iam_member.this", "attribute": ["member"], "message": "google_project_iam_member.this grants roles/iam.serviceAccountTokenCreator on every service account; expected it on single accounts"}} with input as testing.review([testing.terraform("google_project_iam_member", {"role": "roles/iam.serviceAccountTokenCreator", "member": "user:bob@example.com"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_project_iam_binding", {"role": "roles/iam.serviceAccountUser", "members": ["user:bob@example.com"]})],
		[testing.terraform("google_folder_iam_member", {"role": "roles/iam.serviceAccountUser", "member": "user:bob@example.com"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("google_service_account_iam_member", {"role": "roles/iam.serviceAccountUser", "member": "user:bob@example.com"})],
		[testing.terraform("google_project_iam_member", {"role": "roles/viewer", "member": "user:bob@example.com"})],
		[testing.terraform("google_project_iam_member", {"role": "roles/iam.serviceAccountTokenCreator", "member": "serviceAccount:service-1@gcp-sa-pubsub.iam.gserviceaccount.com"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_project_iam_member", {"role": null, "member": "user:bob@example.com"}), [["role"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
