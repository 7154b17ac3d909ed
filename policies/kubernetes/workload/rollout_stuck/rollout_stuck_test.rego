package policies.kubernetes.workload.rollout_stuck_test

import data.policies.kubernetes.workload.rollout_stuck as policy
import data.policies.lib.testing

_deployment(labels, spec) := testing.manifest("apps/v1/Deployment", "shop", "api", {"spec": object.union(
	{"template": {"metadata": {"labels": labels}, "spec": {"containers": [{"name": "api"}]}}},
	spec,
)})

test_deny_whole_finding if {
	stuck := {"strategy": {"rollingUpdate": {"maxUnavailable": 0, "maxSurge": "0%"}}}
	policy.deny == {{
		"address": "apps/v1/Deployment/shop/api",
		"attribute": ["spec", "strategy", "rollingUpdate"],
		"message": "apps/v1/Deployment/shop/api allows neither a pod more nor a pod less; expected maxSurge 1",
	}} with input as testing.review([_deployment({}, stuck)])
}

_probed(port) := testing.container({"ports": [{"name": "http"}], "readinessProbe": {"httpGet": {"port": port}}})

test_deny_port_without_name if count(policy.deny) == 1 with input as testing.review([_probed("web")])

test_deny_selector_of_others if {
	resource := _deployment({"app": "api"}, {"selector": {"matchLabels": {"app": "b"}}})
	count(policy.deny) == 1 with input as testing.review([resource])
}

test_deny_changed_selector if {
	now := _deployment({"app": "b"}, {"selector": {"matchLabels": {"app": "b"}}})
	was := _deployment({"app": "a"}, {"selector": {"matchLabels": {"app": "a"}}})
	changed := object.union(now, {"action": "update", "before": was.after})
	count(policy.deny) == 1 with input as testing.review([changed])
}

test_allow if {
	every rolling in [{}, {"maxUnavailable": 0}, {"maxUnavailable": 0, "maxSurge": 1}, {"maxSurge": 0}] {
		resource := _deployment({"a": "b"}, {"strategy": {"rollingUpdate": rolling}, "selector": {"matchLabels": {"a": "b"}}})
		count(policy.deny) == 0 with input as testing.review([resource, object.union(resource, {"before": resource.after})])
	}
	every port in ["http", 8080, "8080"] {
		count(policy.deny) == 0 with input as testing.review([_probed(port)])
	}
}

test_allow_unknown if {
	rolling := {"maxUnavailable": 0, "maxSurge": null}
	resource := _deployment({"a": "b"}, {"strategy": {"rollingUpdate": rolling}})
	count(policy.deny) == 0 with input as testing.review([resource, _probed(null)])
}

test_deny_expression_of_others if {
	every expression in [
		{"key": "app", "operator": "In", "values": ["b"]},
		{"key": "app", "operator": "NotIn", "values": ["api"]},
		{"key": "tier", "operator": "Exists"},
		{"key": "app", "operator": "DoesNotExist"},
	] {
		resource := _deployment({"app": "api"}, {"selector": {"matchExpressions": [expression]}})
		count(policy.deny) == 1 with input as testing.review([resource])
	}
	own := {"selector": {"matchExpressions": [{"key": "app", "operator": "In", "values": ["api"]}]}}
	count(policy.deny) == 0 with input as testing.review([_deployment({"app": "api"}, own)])
}

test_replication_controller if {
	every selector, findings in {"api": 0, "b": 1} {
		controller := testing.manifest("v1/ReplicationController", "shop", "api", {"spec": {
			"selector": {"app": selector},
			"template": {"metadata": {"labels": {"app": "api"}}, "spec": {"containers": [{"name": "api"}]}},
		}})
		count(policy.deny) == findings with input as testing.review([controller])
	}
}
