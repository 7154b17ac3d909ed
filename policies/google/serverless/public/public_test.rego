package policies.google.serverless.public_test

import data.policies.google.serverless.public as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_cloud_run_service_iam_member.this", "attribute": ["member"], "message": "google_cloud_run_service_iam_member.this grants roles/run.invoker to allUsers; expected named members"}} with input as testing.review([testing.terraform("google_cloud_run_service_iam_member", {"role": "roles/run.invoker", "member": "allUsers"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_cloud_run_service_iam_binding", {"role": "roles/run.invoker", "members": ["user:ann@example.com", "allUsers"]})],
		[testing.terraform("google_cloud_run_service_iam_policy", {"policy_data": `{"bindings": [{"role": "roles/run.invoker", "members": ["allUsers"]}]}`})],
		[testing.terraform("google_cloudfunctions_function_iam_member", {"role": "roles/cloudfunctions.invoker", "member": "allAuthenticatedUsers"})],
		[testing.terraform("google_cloud_run_v2_service", {"invoker_iam_disabled": true})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("google_cloud_run_service_iam_member", {"role": "roles/run.invoker", "member": "user:ann@example.com"})],
		[testing.terraform("google_cloud_run_service_iam_binding", {"role": "roles/run.invoker", "members": ["user:ann@example.com"]})],
		[testing.terraform("google_cloud_run_service_iam_policy", {"policy_data": `{"bindings": [{"role": "roles/run.invoker", "members": ["user:ann@example.com"]}]}`})],
		[testing.terraform("google_cloud_run_v2_service", {})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_cloud_run_service_iam_member", {"role": "roles/run.invoker", "member": null}), [["member"]])],
		[testing.unknown(testing.terraform("google_cloud_run_service_iam_binding", {"role": "roles/run.invoker", "members": null}), [["members"]])],
		[testing.unknown(testing.terraform("google_cloud_run_service_iam_policy", {"policy_data": null}), [["policy_data"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
