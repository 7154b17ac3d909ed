package policies.argocd.default_project_test

import data.policies.argocd.default_project as policy
import data.policies.lib.testing

_app(spec) := testing.manifest("argoproj.io/v1alpha1/Application", "argocd", "shop-prod", {"spec": object.union(
	{"project": "shop"},
	spec,
)})

test_deny_whole_finding if {
	policy.deny == {{
		"address": "argoproj.io/v1alpha1/Application/argocd/shop-prod",
		"attribute": ["spec", "project"],
		"message": "argoproj.io/v1alpha1/Application/argocd/shop-prod is in the project default; expected one of its own",
	}} with input as testing.review([_app({"project": "default"})])
}

test_deny_set if {
	set := testing.kubernetes("argoproj.io/v1alpha1/ApplicationSet", {"spec": {"template": {"spec": {"project": "default"}}}})
	count(policy.deny) == 1 with input as testing.review([set])
}

test_allow if {
	count(policy.deny) == 0 with input as testing.review([_app({})])
	limited := testing.manifest("argoproj.io/v1alpha1/AppProject", "argocd", "default", {"spec": {"sourceRepos": ["a"]}})
	count(policy.deny) == 0 with input as testing.review([_app({"project": "default"}), limited])
}

test_allow_unknown if count(policy.deny) == 0 with input as testing.review([_app({"project": null})])
