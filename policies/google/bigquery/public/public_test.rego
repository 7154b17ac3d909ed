package policies.google.bigquery.public_test

import data.policies.google.bigquery.public as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_bigquery_dataset.this", "attribute": ["access", 0, "special_group"], "message": "google_bigquery_dataset.this can be accessed by allAuthenticatedUsers; expected named members"}} with input as testing.review([testing.terraform("google_bigquery_dataset", {"access": [{"role": "READER", "special_group": "allAuthenticatedUsers"}]})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_bigquery_dataset_iam_binding", {"role": "roles/bigquery.dataViewer", "members": ["user:ann@example.com", "allAuthenticatedUsers"]})],
		[testing.terraform("google_bigquery_dataset_iam_policy", {"policy_data": `{"bindings": [{"role": "roles/bigquery.dataViewer", "members": ["allAuthenticatedUsers"]}]}`})],
		[testing.terraform("google_bigquery_dataset_access", {"iam_member": "allUsers"})],
		[testing.terraform("google_bigquery_table_iam_member", {"role": "r", "member": "allUsers"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("google_bigquery_dataset_iam_member", {"role": "roles/bigquery.dataViewer", "member": "user:ann@example.com"})],
		[testing.terraform("google_bigquery_dataset_iam_binding", {"role": "roles/bigquery.dataViewer", "members": ["user:ann@example.com"]})],
		[testing.terraform("google_bigquery_dataset_iam_policy", {"policy_data": `{"bindings": [{"role": "roles/bigquery.dataViewer", "members": ["user:ann@example.com"]}]}`})],
		[testing.terraform("google_bigquery_dataset", {"access": [{"special_group": "projectOwners"}]})],
		[testing.terraform("google_bigquery_dataset_access", {"user_by_email": "a@example.com"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_bigquery_dataset_iam_member", {"role": "roles/bigquery.dataViewer", "member": null}), [["member"]])],
		[testing.unknown(testing.terraform("google_bigquery_dataset_iam_binding", {"role": "roles/bigquery.dataViewer", "members": null}), [["members"]])],
		[testing.unknown(testing.terraform("google_bigquery_dataset_iam_policy", {"policy_data": null}), [["policy_data"]])],
		[testing.unknown(testing.terraform("google_bigquery_dataset", {"access": null}), [["access"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
