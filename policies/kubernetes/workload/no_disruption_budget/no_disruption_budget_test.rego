package policies.kubernetes.workload.no_disruption_budget_test

import data.policies.kubernetes.workload.no_disruption_budget as policy
import data.policies.lib.testing

_deployment(labels, spec) := testing.manifest("apps/v1/Deployment", "shop", "api", {"spec": object.union(
	{"template": {"metadata": {"labels": labels}, "spec": {"containers": [{"name": "api"}]}}},
	spec,
)})

_budget(namespace, selector) := testing.manifest("policy/v1/PodDisruptionBudget", namespace, "b", {"spec": {
	"selector": selector,
}})

_api := _deployment({"app": "api"}, {"replicas": 3})

test_deny_whole_finding if {
	policy.deny == {{
		"address": "apps/v1/Deployment/shop/api",
		"attribute": ["spec", "replicas"],
		"message": "apps/v1/Deployment/shop/api has 3 replicas and no PodDisruptionBudget",
	}} with input as testing.review([_api])
}

test_deny_budget_of_others if {
	every budget in [_budget("shop", {"matchLabels": {"app": "web"}}), _budget("other", {})] {
		count(policy.deny) == 1 with input as testing.review([_api, budget])
	}
}

_scaler(least) := testing.manifest("autoscaling/v2/HorizontalPodAutoscaler", "shop", "api", {"spec": {
	"scaleTargetRef": {"kind": "Deployment", "name": "api"},
	"minReplicas": least,
}})

test_deny_what_an_autoscaler_keeps if {
	some finding in policy.deny with input as testing.review([_deployment({}, {}), _scaler(3)])
	contains(finding.message, "has at least 3 replicas")
	count(policy.deny) == 0 with input as testing.review([_deployment({}, {}), _scaler(1)])
}

test_allow if {
	count(policy.deny) == 0 with input as testing.review([_api, _budget("shop", {"matchLabels": {"app": "api"}})])
	count(policy.deny) == 0 with input as testing.review([_deployment({}, {}), _deployment({}, {"replicas": 1})])
}

test_allow_unknown if count(policy.deny) == 0 with input as testing.review([_deployment({}, {"replicas": null})])
