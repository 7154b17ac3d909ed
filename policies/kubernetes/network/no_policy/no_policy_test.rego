package policies.kubernetes.network.no_policy_test

import data.policies.kubernetes.network.no_policy as policy
import data.policies.lib.testing

_deployment(labels, spec) := testing.manifest("apps/v1/Deployment", "shop", "api", {"spec": object.union(
	{"template": {"metadata": {"labels": labels}, "spec": {"containers": [{"name": "api"}]}}},
	spec,
)})

_policy(namespace, selector) := testing.manifest("networking.k8s.io/v1/NetworkPolicy", namespace, "p", {"spec": {
	"podSelector": selector,
}})

test_deny_whole_finding if {
	policy.deny == {{
		"address": "apps/v1/Deployment/shop/api",
		"attribute": ["metadata", "name"],
		"message": "apps/v1/Deployment/shop/api is selected by no NetworkPolicy",
	}} with input as testing.review([_deployment({"app": "api"}, {})])
}

test_deny_once_for_a_namespace if {
	count(policy.deny) == 1 with input as testing.review(array.slice(testing.workloads({}), 1, 6))
}

test_allow_on_the_network_of_the_host if {
	pod := {"template": {"metadata": {}, "spec": {"hostNetwork": true, "containers": [{"name": "a"}]}}}
	count(policy.deny) == 0 with input as testing.review([testing.manifest("apps/v1/DaemonSet", "shop", "a", {"spec": pod})])
	count(policy.deny) == 1 with input as testing.review([testing.manifest("apps/v1/Deployment", "shop", "a", {"spec": pod})])
	lone := testing.manifest("v1/Pod", "shop", "a", {"spec": {"hostNetwork": true, "containers": []}})
	count(policy.deny) == 0 with input as testing.review([lone])
	own := testing.manifest("v1/Pod", "shop", "a", {"spec": {"hostNetwork": false, "containers": []}})
	count(policy.deny) == 1 with input as testing.review([own])
}

test_deny_not_selected if {
	resources := [_deployment({"app": "api"}, {}), _policy("shop", {"matchLabels": {"app": "web"}})]
	count(policy.deny) == 1 with input as testing.review(resources)
}

test_deny_policy_of_another_namespace if {
	count(policy.deny) == 1 with input as testing.review([_deployment({"app": "api"}, {}), _policy("other", {})])
}

test_allow if {
	every selector in [{}, {"matchLabels": {"app": "api"}}] {
		count(policy.deny) == 0 with input as testing.review([_deployment({"app": "api"}, {}), _policy("shop", selector)])
	}
	cilium := testing.manifest("cilium.io/v2/CiliumNetworkPolicy", "shop", "p", {"spec": {"endpointSelector": {}}})
	count(policy.deny) == 0 with input as testing.review([_deployment({}, {}), cilium])
	job := testing.kubernetes("batch/v1/Job", {"spec": {"template": {"spec": {}}}})
	count(policy.deny) == 0 with input as testing.review([job])
}

test_allow_unknown if {
	unsaid := testing.kubernetes("networking.k8s.io/v1/NetworkPolicy", {"spec": {"podSelector": {}}})
	count(policy.deny) == 0 with input as testing.review([_deployment({"app": "api"}, {}), unsaid])
	without := object.union(_deployment({}, {}), {"namespace": null})
	count(policy.deny) == 0 with input as testing.review([without, _policy("shop", {})])
}

test_deny_pod if {
	pod := testing.manifest("v1/Pod", "shop", "a", {"metadata": {"labels": {"app": "a"}}, "spec": {"containers": []}})
	count(policy.deny) == 1 with input as testing.review([pod])
	count(policy.deny) == 0 with input as testing.review([pod, _policy("shop", {"matchLabels": {"app": "a"}})])
	count(policy.deny) == 1 with input as testing.review([pod, _policy("shop", {"matchLabels": {"app": "b"}})])
}

test_cilium if {
	every selector, findings in {
		{"matchLabels": {"app": "api"}}: 0,
		{"matchLabels": {"app": "web"}}: 1,
		{"matchExpressions": [{"key": "app", "operator": "In", "values": ["web"]}]}: 1,
		{"matchLabels": {"k8s:app": "web"}}: 0,
	} {
		cilium := testing.manifest("cilium.io/v2/CiliumNetworkPolicy", "shop", "p", {"spec": {"endpointSelector": selector}})
		count(policy.deny) == findings with input as testing.review([_deployment({"app": "api"}, {}), cilium])
	}
}
