package policies.kubernetes.service.selects_nothing_test

import data.policies.kubernetes.service.selects_nothing as policy
import data.policies.lib.testing

_deployment(labels, spec) := testing.manifest("apps/v1/Deployment", "shop", "api", {"spec": object.union(
	{"template": {"metadata": {"labels": labels}, "spec": {"containers": [{"name": "api"}]}}},
	spec,
)})

_service(selector) := testing.manifest("v1/Service", "shop", "api", {"spec": {"selector": selector}})

_policy(selector) := testing.manifest("networking.k8s.io/v1/NetworkPolicy", "shop", "p", {"spec": {
	"podSelector": {"matchLabels": selector},
}})

_api := _deployment({"app": "api", "tier": "web"}, {})

test_deny_whole_finding if {
	policy.deny == {{
		"address": "v1/Service/shop/api",
		"attribute": ["spec", "selector"],
		"message": "v1/Service/shop/api selects app=apo, which no workload here has",
	}} with input as testing.review([_api, _service({"app": "apo"})])
}

test_deny_beside_labels_of_controllers if {
	every resource in [_service({"app": "b", "job-name": "a"}), _policy({"app": "b", "job-name": "a"})] {
		count(policy.deny) == 1 with input as testing.review([_api, resource])
	}
}

test_deny_policy if count(policy.deny) == 1 with input as testing.review([_api, _policy({"app": "b"})])

test_allow if {
	every resource in [
		_service({"app": "api"}),
		_service({"app": "api", "tier": "web"}),
		_service({}),
		_service(null),
		_policy({"app": "api"}),
		_service({"statefulset.kubernetes.io/pod-name": "api-0"}),
		_service({"app": "api", "statefulset.kubernetes.io/pod-name": "api-0"}),
		_policy({"app": "api", "job-name": "a"}),
		testing.manifest("networking.k8s.io/v1/NetworkPolicy", "shop", "p", {"spec": {"podSelector": {}}}),
		testing.manifest("v1/Service", "shop", "x", {"spec": {"type": "ExternalName", "selector": {"app": "b"}}}),
	] {
		count(policy.deny) == 0 with input as testing.review([_api, resource])
	}
}

test_allow_pod if {
	pod := testing.manifest("v1/Pod", "shop", "a", {"metadata": {"labels": {"app": "a"}}, "spec": {"containers": []}})
	count(policy.deny) == 0 with input as testing.review([pod, _service({"app": "a"})])
}

test_allow_pods_of_an_operator if {
	made := testing.manifest("postgresql.cnpg.io/v1/Cluster", "shop", "database", {})
	count(policy.deny) == 0 with input as testing.review([_api, made, _service({"cluster": "database"})])
}

test_pods_of_a_declared_operator if {
	definition := testing.named("apiextensions.k8s.io/v1/CustomResourceDefinition", "engines.shop.io", {"spec": {"group": "shop.io"}})
	kinds := object.union(definition, {"format": "kubernetes"})
	count(policy.deny) == 0 with input as testing.review([_api, kinds, _service({"shop.io/component": "engine"})])
	count(policy.deny) == 0 with input as testing.review([_api, kinds, _policy({"shop.io/component": "engine"})])
	count(policy.deny) == 1 with input as testing.review([_api, kinds, _service({"other.io/component": "engine"})])
}

test_pods_of_the_control_plane if {
	agent := testing.manifest("apps/v1/DaemonSet", "kube-system", "a", {"spec": {"template": {"metadata": {"labels": {"app": "a"}}, "spec": {"containers": []}}}})
	every label, findings in {"kube-scheduler": 0, "etcd": 0, "kube-proxie": 1} {
		service := testing.manifest("v1/Service", "kube-system", "s", {"spec": {"selector": {"component": label}}})
		count(policy.deny) == findings with input as testing.review([agent, service])
	}
}

test_allow_unknown if {
	count(policy.deny) == 0 with input as testing.review([_service({"app": "a"})])
	elsewhere := testing.manifest("v1/Service", "other", "a", {"spec": {"selector": {"app": "a"}}})
	count(policy.deny) == 0 with input as testing.review([_api, elsewhere])
}

test_deny_pods_of_another_namespace if {
	every resource in [
		testing.manifest("v1/Service", "other", "a", {"spec": {"selector": {"app": "api"}}}),
		testing.manifest("networking.k8s.io/v1/NetworkPolicy", "other", "p", {"spec": {
			"podSelector": {"matchLabels": {"app": "api"}},
		}}),
	] {
		count(policy.deny) == 1 with input as testing.review([_api, resource])
	}
}

test_named_ports if {
	pods := _deployment({"app": "api"}, {"template": {
		"metadata": {"labels": {"app": "api"}},
		"spec": {"containers": [{"name": "api", "ports": [{"name": "http", "containerPort": 80}]}]},
	}})
	every port, findings in {"http": 0, "metrics": 1, "8080": 0, "${PORT}": 0} {
		service := testing.manifest("v1/Service", "shop", "api", {"spec": {
			"selector": {"app": "api"},
			"ports": [{"port": 80, "targetPort": port}],
		}})
		count(policy.deny) == findings with input as testing.review([pods, service])
	}
}
