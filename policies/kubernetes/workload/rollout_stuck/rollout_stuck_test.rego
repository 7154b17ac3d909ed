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
