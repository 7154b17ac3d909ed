package policies.argocd.floating_revision_test

import data.policies.argocd.floating_revision as policy
import data.policies.lib.testing

_app(spec) := testing.manifest("argoproj.io/v1alpha1/Application", "argocd", "shop-prod", {"spec": object.union(
	{"project": "shop"},
	spec,
)})

test_deny_whole_finding if {
	policy.deny == {{
		"address": "argoproj.io/v1alpha1/Application/argocd/shop-prod",
		"attribute": ["spec", "source", "targetRevision"],
		"message": concat("", [
			"argoproj.io/v1alpha1/Application/argocd/shop-prod is production and follows HEAD; ",
			"expected a tag or a commit",
		]),
	}} with input as testing.review([_app({"source": {"repoURL": "a"}})])
}

test_deny_every_shape if {
	every source in [
		{"targetRevision": "main"},
		{"targetRevision": "1.*"},
		{"targetRevision": "v1.x"},
		{"chart": "a", "targetRevision": "~1.2"},
		{"chart": "a", "targetRevision": "*"},
	] {
		count(policy.deny) == 1 with input as testing.review([_app({"sources": [source]})])
	}
}

test_deny_by_destination_and_project if {
	app := testing.manifest("argoproj.io/v1alpha1/ApplicationSet", "argocd", "shop", {"spec": {"template": {"spec": {
		"source": {"targetRevision": "main"},
		"destination": {"namespace": "shop-live"},
	}}}})
	other := object.union(_app({"project": "production", "source": {"targetRevision": "main"}}), {"name": "shop"})
	count(policy.deny) == 2 with input as testing.review([app, other])
}

test_allow if {
	every source in [
		{"targetRevision": "v1.4.2"},
		{"targetRevision": "2c26b46b68ffc68ff99b453c1d30413413422d70"},
		{"targetRevision": "release-1.4.2"},
		{"chart": "a", "targetRevision": "1.4.2"},
	] {
		count(policy.deny) == 0 with input as testing.review([_app({"source": source})])
	}
	test := object.union(_app({"source": {"targetRevision": "main"}}), {"name": "shop-test"})
	in_production := object.union(test, {"namespace": "prod"})
	count(policy.deny) == 0 with input as testing.review([test])
	count(policy.deny) == 1 with input as testing.review([in_production])
}

test_allow_unknown if {
	every revision in [null, "{{ revision }}"] {
		count(policy.deny) == 0 with input as testing.review([_app({"source": {"targetRevision": revision}})])
	}
}
