package policies.google.iam.github_oidc_test

import data.policies.google.iam.github_oidc as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_iam_workload_identity_pool_provider.this", "attribute": ["attribute_condition"], "message": "google_iam_workload_identity_pool_provider.this trusts GitHub workflows without a condition; expected one that names a repository or its owner"}} with input as testing.review([testing.terraform("google_iam_workload_identity_pool_provider", {"oidc": [{"issuer_uri": "https://token.actions.githubusercontent.com"}]})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_iam_workload_identity_pool_provider", {"oidc": [{"issuer_uri": "https://token.actions.githubusercontent.com"}], "attribute_condition": ""})],
		[testing.terraform("google_iam_workload_identity_pool_provider", {"oidc": [{"issuer_uri": "https://token.actions.githubusercontent.com"}], "attribute_condition": "true"})],
		[testing.terraform("google_iam_workload_identity_pool_provider", {"oidc": [{"issuer_uri": "https://token.actions.githubusercontent.com"}], "attribute_condition": "assertion.repository == '*'"})],
		[testing.terraform("google_iam_workload_identity_pool_provider", {"oidc": [{"issuer_uri": "https://token.actions.githubusercontent.com"}], "attribute_condition": "assertion.sub == 'workflow:ci:repo:example/app:ref:refs/heads/main'"})],
		[testing.terraform("google_iam_workload_identity_pool_provider", {"oidc": [{"issuer_uri": "https://token.actions.githubusercontent.com"}], "attribute_condition": "assertion.repository_visibility == 'private'"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("google_iam_workload_identity_pool_provider", {"oidc": [{"issuer_uri": "https://token.actions.githubusercontent.com"}], "attribute_condition": "assertion.repository_owner == 'example'"})],
		[testing.terraform("google_iam_workload_identity_pool_provider", {"oidc": [{"issuer_uri": "https://token.actions.githubusercontent.com"}], "attribute_condition": "google.subject.startsWith('repo:example/app:')"})],
		[testing.terraform("google_iam_workload_identity_pool_provider", {"oidc": [{"issuer_uri": "https://accounts.example.com"}]})],
		[testing.terraform("google_iam_workload_identity_pool_provider", {"aws": [{"account_id": "1"}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_iam_workload_identity_pool_provider", {"oidc": [{"issuer_uri": "https://token.actions.githubusercontent.com"}], "attribute_condition": null}), [["attribute_condition"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
