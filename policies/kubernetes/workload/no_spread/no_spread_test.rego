package policies.kubernetes.workload.no_spread_test

import data.policies.kubernetes.workload.no_spread as policy
import data.policies.lib.testing

_deployment(labels, spec) := testing.manifest("apps/v1/Deployment", "shop", "api", {"spec": object.union(
	{"template": {"metadata": {"labels": labels}, "spec": {"containers": [{"name": "api"}]}}},
	spec,
)})

test_deny_whole_finding if {
	policy.deny == {{
		"address": "apps/v1/Deployment/shop/api",
		"attribute": ["spec", "template", "spec", "topologySpreadConstraints"],
		"message": "apps/v1/Deployment/shop/api has 2 replicas that may share one node",
	}} with input as testing.review([_deployment({}, {"replicas": 2})])
}

_spread(field) := _deployment({}, {"replicas": 2, "template": {"spec": field}})

test_deny_node_affinity if {
	count(policy.deny) == 1 with input as testing.review([_spread({"affinity": {"nodeAffinity": {"a": 1}}})])
}

test_allow if {
	every field in [
		{"topologySpreadConstraints": [{"topologyKey": "kubernetes.io/hostname"}]},
		{"affinity": {"podAntiAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": []}}},
	] {
		count(policy.deny) == 0 with input as testing.review([_spread(field)])
	}
	count(policy.deny) == 0 with input as testing.review([_deployment({}, {}), _deployment({}, {"replicas": 1})])
}

test_allow_unknown if count(policy.deny) == 0 with input as testing.review([_deployment({}, {"replicas": null})])
