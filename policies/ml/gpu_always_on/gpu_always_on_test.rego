package policies.ml.gpu_always_on_test

import data.policies.lib.testing
import data.policies.ml.gpu_always_on as policy

_service(spec) := testing.manifest("serving.kserve.io/v1beta1/InferenceService", "shop", "ranker", {"spec": spec})

_gpu := {"resources": {"limits": {"nvidia.com/gpu": "1"}}}

_predictor(fields) := testing.review([_service({"predictor": fields})])

test_deny_whole_finding if {
	policy.deny == {{
		"address": "serving.kserve.io/v1beta1/InferenceService/shop/ranker",
		"attribute": ["spec", "predictor", "minReplicas"],
		"message": concat("", [
			"serving.kserve.io/v1beta1/InferenceService/shop/ranker keeps a GPU at all times; ",
			"expected minReplicas: 0 or a schedule",
		]),
	}} with input as _predictor({"model": _gpu})
}

_knative(scale) := testing.review([testing.kubernetes("serving.knative.dev/v1/Service", {"spec": {"template": {
	"metadata": {"annotations": {"autoscaling.knative.dev/min-scale": scale}},
	"spec": {"containers": [_gpu]},
}}})])

test_deny_every_shape if {
	count(policy.deny) == 1 with input as _predictor({"minReplicas": 2, "containers": [_gpu]})
	count(policy.deny) == 1 with input as _knative("1")
}

test_allow if {
	every fields in [{"minReplicas": 0, "model": _gpu}, {"model": {"resources": {"limits": {"cpu": 1}}}}, {"model": {}}] {
		count(policy.deny) == 0 with input as _predictor(fields)
	}
	count(policy.deny) == 0 with input as _knative("0")
}

test_allow_unknown if count(policy.deny) == 0 with input as _predictor({"minReplicas": null, "model": {"resources": null}})
