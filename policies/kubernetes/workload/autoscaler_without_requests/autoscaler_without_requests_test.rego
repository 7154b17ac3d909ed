package policies.kubernetes.workload.autoscaler_without_requests_test

import data.policies.kubernetes.workload.autoscaler_without_requests as policy
import data.policies.lib.testing

_scaler(spec) := testing.manifest("autoscaling/v2/HorizontalPodAutoscaler", "shop", "api", {"spec": object.union(
	{"scaleTargetRef": {"kind": "Deployment", "name": "api"}},
	spec,
)})

_cpu := {"metrics": [{"type": "Resource", "resource": {"name": "cpu", "target": {"type": "Utilization"}}}]}

_api(container, spec) := testing.manifest("apps/v1/Deployment", "shop", "api", {"spec": object.union(
	{"template": {"spec": {"containers": [object.union({"name": "api"}, container)]}}},
	spec,
)})

test_deny_whole_finding if {
	policy.deny == {{
		"address": "apps/v1/Deployment/shop/api",
		"attribute": ["spec", "template", "spec", "containers", 0, "resources"],
		"message": concat("", [
			"apps/v1/Deployment/shop/api: container api requests no cpu, on which ",
			"autoscaling/v2/HorizontalPodAutoscaler/shop/api scales",
		]),
	}} with input as testing.review([_scaler(_cpu), _api({}, {})])
}

test_deny_older_versions if {
	every spec in [
		{"targetCPUUtilizationPercentage": 80},
		{"metrics": [{"type": "Resource", "resource": {"name": "memory", "targetAverageUtilization": 80}}]},
	] {
		count(policy.deny) == 1 with input as testing.review([_scaler(spec), _api({}, {})])
	}
}

test_allow if {
	every field in ["requests", "limits"] {
		resources := [_scaler(_cpu), _api({"resources": {field: {"cpu": 1}}}, {})]
		count(policy.deny | policy.warn) == 0 with input as testing.review(resources)
	}
	every spec in [
		{"metrics": [{"type": "Resource", "resource": {"name": "cpu", "target": {"type": "AverageValue"}}}]},
		{"metrics": [{"type": "External"}]},
		object.union(_cpu, {"scaleTargetRef": {"kind": "Deployment", "name": "other"}}),
	] {
		count(policy.deny) == 0 with input as testing.review([_scaler(spec), _api({}, {})])
	}
}

test_warn_replicas if {
	resources := [_scaler({}), _api({}, {"replicas": 2})]
	count(policy.deny) == 0 with input as testing.review(resources)
	count(policy.warn) == 1 with input as testing.review(resources)
}

test_allow_unknown if {
	path := ["spec", "template", "spec", "containers", 0, "resources"]
	count(policy.deny) == 0 with input as testing.review([_scaler(_cpu), testing.unknown(_api({}, {}), [path])])
}
