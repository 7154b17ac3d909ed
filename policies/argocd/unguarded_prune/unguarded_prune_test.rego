package policies.argocd.unguarded_prune_test

import data.policies.argocd.unguarded_prune as policy
import data.policies.lib.testing

_app(spec) := testing.manifest("argoproj.io/v1alpha1/Application", "argocd", "shop-prod", {"spec": object.union(
	{"project": "shop"},
	spec,
)})

_pruned(fields) := _app({"syncPolicy": object.union({"automated": {"prune": true}}, fields)})

test_deny_whole_finding if {
	policy.deny == {{
		"address": "argoproj.io/v1alpha1/Application/argocd/shop-prod",
		"attribute": ["spec", "syncPolicy", "automated", "prune"],
		"message": concat("", [
			"argoproj.io/v1alpha1/Application/argocd/shop-prod is production and pruned automatically; ",
			"expected a sync window",
		]),
	}} with input as testing.review([_pruned({})])
}

test_deny_by_destination_project_and_path if {
	every fields in [{"destination": {"namespace": "prod"}}, {"project": "prod"}] {
		app := object.union(_app(object.union({"syncPolicy": {"automated": {"prune": true}}}, fields)), {"name": "shop"})
		count(policy.deny) == 1 with input as testing.review([app])
	}
	filed := object.union(_pruned({}), {"name": "shop", "location": {"path": "apps/prod/a.yaml"}})
	count(policy.deny) == 1 with input as testing.review([filed])
}

test_allow if {
	windows := testing.manifest("argoproj.io/v1alpha1/AppProject", "argocd", "shop", {"spec": {"syncWindows": [{"kind": "allow"}]}})
	count(policy.deny) == 0 with input as testing.review([_pruned({}), windows])
	every resource in [
		_pruned({"syncOptions": ["Prune=confirm"]}),
		_app({"syncPolicy": {"automated": {"prune": false}}}),
		_app({"syncPolicy": {"automated": {}}}),
		_app({}),
		object.union(_pruned({}), {"name": "shop-preprod"}),
	] {
		count(policy.deny) == 0 with input as testing.review([resource])
	}
}

test_allow_unknown if count(policy.deny) == 0 with input as testing.review([_app({"syncPolicy": {"automated": {"prune": null}}})])
