package policies.ml.no_autoscaling_test

import data.policies.lib.testing
import data.policies.ml.no_autoscaling as policy

_service(spec) := testing.manifest("serving.kserve.io/v1beta1/InferenceService", "shop", "ranker", {"spec": spec})

_predictor(fields) := testing.review([_service({"predictor": fields})])

test_deny_whole_finding if {
	policy.deny == {{
		"address": "serving.kserve.io/v1beta1/InferenceService/shop/ranker",
		"attribute": ["spec", "predictor", "minReplicas"],
		"message": concat("", [
			"serving.kserve.io/v1beta1/InferenceService/shop/ranker has 3 replicas at all times; ",
			"expected a range",
		]),
	}} with input as _predictor({"minReplicas": 3, "maxReplicas": 3})
}

test_deny_switched_off if {
	off := {"metadata": {"annotations": {"serving.kserve.io/autoscalerClass": "none"}}}
	resource := testing.kubernetes(
		"serving.kserve.io/v1beta1/InferenceService",
		object.union(off, {"spec": {"predictor": {"minReplicas": 2}}}),
	)
	count(policy.deny) == 1 with input as testing.review([resource])
}

test_allow if {
	every fields in [{}, {"minReplicas": 1, "maxReplicas": 1}, {"minReplicas": 2, "maxReplicas": 6}, {"minReplicas": 3}] {
		count(policy.deny) == 0 with input as _predictor(fields)
	}
}

test_allow_unknown if count(policy.deny) == 0 with input as _predictor({"minReplicas": null, "maxReplicas": 3})
