package policies.argocd.project_wildcard_test

import data.policies.argocd.project_wildcard as policy
import data.policies.lib.testing

_project(spec) := testing.review([testing.manifest("argoproj.io/v1alpha1/AppProject", "argocd", "shop", {"spec": spec})])

test_deny_whole_finding if {
	policy.deny == {{
		"address": "argoproj.io/v1alpha1/AppProject/argocd/shop",
		"attribute": ["spec", "sourceRepos", 0],
		"message": "argoproj.io/v1alpha1/AppProject/argocd/shop allows every source repository; expected names",
	}} with input as _project({"sourceRepos": ["*"]})
}

test_deny_every_wildcard if {
	count(policy.deny) == 3 with input as _project({
		"sourceRepos": ["https://example.com/a", "*"],
		"destinations": [{"server": "*", "namespace": "*"}],
		"clusterResourceWhitelist": [{"group": "*", "kind": "*"}],
	})
}

test_allow if {
	every spec in [
		{},
		{"sourceRepos": ["https://example.com/*"]},
		{"destinations": [{"server": "https://kubernetes.default.svc", "namespace": "*"}]},
		{"clusterResourceWhitelist": [{"group": "", "kind": "Namespace"}]},
	] {
		count(policy.deny) == 0 with input as _project(spec)
	}
}

test_allow_unknown if count(policy.deny) == 0 with input as _project({"sourceRepos": null, "destinations": null})
