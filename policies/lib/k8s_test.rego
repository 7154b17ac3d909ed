package policies.lib.k8s_test

import data.policies.lib.k8s
import data.policies.lib.testing

_labels := {"app": "api", "tier": "web"}

test_selects if {
	every selector in [
		{"app": "api"},
		{"matchLabels": {"app": "api"}},
		{},
		{"matchLabels": null},
		{"matchExpressions": [{"key": "app", "operator": "In", "values": ["api", "b"]}]},
		{"matchExpressions": [{"key": "app", "operator": "Exists"}, {"key": "x", "operator": "DoesNotExist"}]},
		{"matchExpressions": [{"key": "x", "operator": "NotIn", "values": ["a"]}]},
	] {
		k8s.selects(selector, _labels)
	}
}

test_selects_not if {
	every selector in [
		{"app": "web"},
		{"matchLabels": {"app": "api", "x": "y"}},
		{"matchExpressions": [{"key": "app", "operator": "NotIn", "values": ["api"]}]},
		{"matchExpressions": [{"key": "x", "operator": "Exists"}]},
		{"matchExpressions": [{"key": "app", "operator": "DoesNotExist"}]},
		{"matchLabels": {"app": "api"}, "matchExpressions": [{"key": "app", "operator": "In", "values": []}]},
		null,
	] {
		not k8s.selects(selector, _labels)
	}
}

test_same_namespace if {
	k8s.same_namespace("a", "a")
	k8s.same_namespace(null, "a")
	k8s.same_namespace("a", null)
	k8s.same_namespace(null, null)
	not k8s.same_namespace("a", "b")
}

test_production if {
	every namespace in ["prod", "shop-production", "live"] {
		k8s.is_production(testing.manifest("v1/Pod", namespace, "a", {}))
	}
	labelled := object.union(testing.manifest("v1/Pod", "shop", "a", {}), {"tags": {"env": "prod"}})
	k8s.is_production(labelled)
	filed := object.union(labelled, {"tags": {}, "location": {"path": "overlays/prod/a.yaml"}})
	k8s.is_production(filed)
}

test_not_production if {
	every namespace in ["shop", "non-prod", "preprod", "products", null] {
		not k8s.is_production(testing.manifest("v1/Pod", namespace, "a", {}))
	}
}

_scaler(kind, name) := testing.manifest("autoscaling/v2/HorizontalPodAutoscaler", "shop", "a", {"spec": {"scaleTargetRef": {
	"kind": kind,
	"name": name,
}}})

_deployment(name) := testing.manifest("apps/v1/Deployment", "shop", name, {"spec": {
	"replicas": 3,
	"template": {"metadata": {"labels": _labels}, "spec": {"serviceAccount": "old"}},
}})

test_workloads if {
	daemon := testing.manifest("apps/v1/DaemonSet", "shop", "d", {"spec": {"template": {"spec": {}}}})
	resources := [_deployment("a"), _deployment("b"), _scaler("Deployment", "b"), daemon]
	workloads := k8s.workloads with input as testing.review(resources)
	{workload.resource.name: workload.replicas | some workload in workloads} == {"a": 3, "b": null, "d": null}
	workloads[0].labels == _labels
}

test_scaled_by_kind_and_namespace if {
	resources := [_scaler("StatefulSet", "a"), _scaler("Deployment", "b")]
	not k8s.is_scaled(_deployment("a")) with input as testing.review(resources)
	k8s.is_scaled(_deployment("b")) with input as testing.review(resources)
}

test_service_account if {
	k8s.service_account({"spec": {"serviceAccount": "old"}}) == "old"
	k8s.service_account({"spec": {"serviceAccountName": ""}}) == "default"
}

test_pods_of_custom_kinds if {
	template := {"spec": {"template": {"spec": {"containers": []}}}}
	resources := [testing.kubernetes(type, template) |
		some type in ["argoproj.io/v1alpha1/Rollout", "serving.knative.dev/v1/Service", "apps.openshift.io/v1/DeploymentConfig"]
	]
	count(k8s.pods) == 3 with input as testing.review(resources)
}

test_built_in if {
	every type in ["v1/Service", "apps/v1/Deployment", "networking.k8s.io/v1/Ingress", "networking.istio.io/v1/Gateway"] {
		k8s.is_built_in(type)
	}
	not k8s.is_built_in("postgresql.cnpg.io/v1/Cluster")
}

_at(path, spec) := object.union(
	testing.manifest("apps/v1/Deployment", "shop", "api", {"spec": spec}),
	{"location": {"path": path, "line": 1, "end_line": 9}},
)

_image_alone := {"template": {"spec": {"containers": [{"name": "api", "image": "api:2"}]}}}

_whole := object.union(_image_alone, {"selector": {"matchLabels": {"app": "api"}}})

test_patches_make_no_pods if {
	every spec in [_image_alone, object.union(_whole, {"template": {"spec": {"containers": [{"name": "api"}]}}}), {"replicas": 2}] {
		found := testing.review([_at("overlays/prod/image_patch.yaml", spec)])
		count(k8s.pods) == 0 with input as found
		count(k8s.patches) == 1 with input as found
	}
}

test_whole_workloads_and_other_names_are_no_patches if {
	every deployment in [_at("patches/api.yaml", _whole), _at("dispatcher/api.yaml", _image_alone), _at("api.yaml", _image_alone)] {
		found := testing.review([deployment])
		count(k8s.pods) == 1 with input as found
		count(k8s.patches) == 0 with input as found
	}
}
