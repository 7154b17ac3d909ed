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

_scaler(least) := testing.manifest("autoscaling/v2/HorizontalPodAutoscaler", "shop", "api", {"spec": {
	"scaleTargetRef": {"kind": "Deployment", "name": "api"},
	"minReplicas": least,
}})

test_deny_what_an_autoscaler_keeps if {
	some finding in policy.deny with input as testing.review([_deployment({}, {}), _scaler(3)])
	contains(finding.message, "has at least 3 replicas")
	count(policy.deny) == 0 with input as testing.review([_deployment({}, {}), _scaler(1)])
}

_labelled(field) := _deployment({"app": "api"}, {"replicas": 2, "template": {"spec": field}})

_apart(how, terms) := {"affinity": {"podAntiAffinity": {$"{how}DuringSchedulingIgnoredDuringExecution": terms}}}

test_deny_apart_from_others if {
	every field in [
		_apart("required", [{"labelSelector": {"matchLabels": {"app": "web"}}}]),
		_apart("preferred", []),
	] {
		count(policy.deny) == 1 with input as testing.review([_labelled(field)])
	}
}

test_allow if {
	every field in [
		{"topologySpreadConstraints": [{"topologyKey": "kubernetes.io/hostname"}]},
		_apart("preferred", [{"weight": 1, "podAffinityTerm": {"labelSelector": {"matchLabels": {"app": "api"}}}}]),
		_apart("required", [{"labelSelector": {"matchExpressions": [{"key": "app", "operator": "Exists"}]}}]),
	] {
		count(policy.deny) == 0 with input as testing.review([_labelled(field)])
	}
	count(policy.deny) == 0 with input as testing.review([_deployment({}, {}), _deployment({}, {"replicas": 1})])
}

test_allow_unknown if count(policy.deny) == 0 with input as testing.review([_deployment({}, {"replicas": null})])
