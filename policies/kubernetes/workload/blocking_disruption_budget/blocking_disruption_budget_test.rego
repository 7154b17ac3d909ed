package policies.kubernetes.workload.blocking_disruption_budget_test

import data.policies.kubernetes.workload.blocking_disruption_budget as policy
import data.policies.lib.testing

_deployment(labels, spec) := testing.manifest("apps/v1/Deployment", "shop", "api", {"spec": object.union(
	{"template": {"metadata": {"labels": labels}, "spec": {"containers": [{"name": "api"}]}}},
	spec,
)})

_budget(spec) := testing.manifest("policy/v1/PodDisruptionBudget", "shop", "b", {"spec": object.union(
	{"selector": {"matchLabels": {"app": "api"}}},
	spec,
)})

test_deny_whole_finding if {
	policy.deny == {{
		"address": "policy/v1/PodDisruptionBudget/shop/b",
		"attribute": ["spec", "maxUnavailable"],
		"message": "policy/v1/PodDisruptionBudget/shop/b has maxUnavailable 0; expected 1 or more",
	}} with input as testing.review([_budget({"maxUnavailable": 0})])
}

test_deny_every_way if {
	count(policy.deny) == 1 with input as testing.review([_budget({"maxUnavailable": "0%"})])
	every least, findings in {"100%": 1, "150%": 1, "99%": 0, "x%": 0} {
		count(policy.deny) == findings with input as testing.review([_budget({"minAvailable": least})])
	}
	resources := [_budget({"minAvailable": 2}), _deployment({"app": "api"}, {"replicas": 2})]
	count(policy.deny) == 1 with input as testing.review(resources)
}

_scaler(spec) := testing.manifest("autoscaling/v2/HorizontalPodAutoscaler", "shop", "api", {"spec": object.union(
	{"scaleTargetRef": {"kind": "Deployment", "name": "api"}},
	spec,
)})

test_deny_least_of_an_autoscaler if {
	scaled := [_budget({"minAvailable": 1}), _deployment({"app": "api"}, {})]
	count(policy.deny) == 1 with input as testing.review(array.concat(scaled, [_scaler({})]))
	count(policy.deny) == 0 with input as testing.review(array.concat(scaled, [_scaler({"minReplicas": 2})]))
}

test_allow if {
	every spec in [{"maxUnavailable": 1}, {"minAvailable": "50%"}, {"minAvailable": 2}, {}] {
		resources := [_budget(spec), _deployment({"app": "api"}, {"replicas": 3}), _deployment({"app": "b"}, {})]
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	resources := [_budget({"minAvailable": 2}), _deployment({"app": "api"}, {"replicas": null})]
	count(policy.deny) == 0 with input as testing.review(resources)
}
