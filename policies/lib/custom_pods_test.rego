package policies.lib.custom_pods_test

import data.policies.lib.custom_pods
import data.policies.lib.k8s
import data.policies.lib.testing

_pod(name) := {"containers": [{"name": name, "image": "a:1"}]}

_templated(name) := {"template": {"spec": _pod(name)}}

_cluster := {"headGroupSpec": _templated("head"), "workerGroupSpecs": [_templated("small"), _templated("large")]}

_names(type, spec) := {container.name: container.path |
	some container in k8s.containers with input as testing.review([testing.kubernetes(type, {"spec": spec})])
}

test_ray if {
	workers := ["spec", "rayClusterConfig", "workerGroupSpecs"]
	_names("ray.io/v1/RayService", {"rayClusterConfig": _cluster}) == {
		"head": ["spec", "rayClusterConfig", "headGroupSpec", "template", "spec", "containers", 0],
		"small": array.concat(workers, [0, "template", "spec", "containers", 0]),
		"large": array.concat(workers, [1, "template", "spec", "containers", 0]),
	}
	object.keys(_names("ray.io/v1/RayCluster", _cluster)) == {"head", "small", "large"}
	job := {"rayClusterSpec": _cluster, "submitterPodTemplate": {"spec": _pod("submitter")}}
	object.keys(_names("ray.io/v1/RayJob", job)) == {"head", "small", "large", "submitter"}
}

test_nested if {
	spec := {"predictors": [{"componentSpecs": [{"spec": _pod("model")}]}]}
	_names("machinelearning.seldon.io/v1/SeldonDeployment", spec) == {
		"model": ["spec", "predictors", 0, "componentSpecs", 0, "spec", "containers", 0],
	}
}

test_keyed if {
	_names("kubeflow.org/v1/PyTorchJob", {"pytorchReplicaSpecs": {"Worker": _templated("pytorch")}}) == {
		"pytorch": ["spec", "pytorchReplicaSpecs", "Worker", "template", "spec", "containers", 0],
	}
}

# Without containers of its own it is made of a runtime that is elsewhere.
test_serving if {
	service := {"predictor": _pod("model"), "transformer": {"minReplicas": 1}, "explainer": {"model": {}}}
	_names("serving.kserve.io/v1beta1/InferenceService", service) == {"model": ["spec", "predictor", "containers", 0]}
}

test_odd_shapes if {
	every spec in [null, {}, {"workerGroupSpecs": null}, {"workerGroupSpecs": "x"}, {"headGroupSpec": {"template": []}}] {
		_names("ray.io/v1/RayCluster", spec) == {}
	}
	_names("example.com/v1/Cluster", _cluster) == {}
}

test_probed if {
	custom_pods.is_probed("ray.io/RayService")
	not custom_pods.is_probed("leaderworkerset.x-k8s.io/LeaderWorkerSet")
	not custom_pods.is_probed("apps/Deployment")
}
