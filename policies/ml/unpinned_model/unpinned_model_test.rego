package policies.ml.unpinned_model_test

import data.policies.lib.testing
import data.policies.ml.unpinned_model as policy

_service(spec) := testing.manifest("serving.kserve.io/v1beta1/InferenceService", "shop", "ranker", {"spec": spec})

_model(uri) := testing.review([_service({"predictor": {"model": {"storageUri": uri}}})])

test_deny_whole_finding if {
	policy.deny == {{
		"address": "serving.kserve.io/v1beta1/InferenceService/shop/ranker",
		"attribute": ["spec", "predictor", "model", "storageUri"],
		"message": concat("", [
			"serving.kserve.io/v1beta1/InferenceService/shop/ranker loads s3://models/ranker; ",
			"expected a version in it",
		]),
	}} with input as _model("s3://models/ranker")
}

test_deny_every_shape if {
	every uri in ["gs://models/ranker/latest", "hf://team/ranker", "oci://registry.example.com/ranker:latest", "pvc://models/main"] {
		count(policy.deny) == 1 with input as _model(uri)
	}
	every predictor in [
		{"sklearn": {"storageUri": "gs://a/b"}},
		{"containers": [{"image": "registry.example.com/ranker"}]},
		{"model": {"image": "a/b:latest"}},
	] {
		count(policy.deny) == 1 with input as testing.review([_service({"predictor": predictor})])
	}
}

test_deny_seldon if {
	spec := {"predictors": [{"graph": {"modelUri": "s3://a/b"}}]}
	resource := testing.kubernetes("machinelearning.seldon.io/v1/SeldonDeployment", {"spec": spec})
	count(policy.deny) == 1 with input as testing.review([resource])
}

test_allow if {
	every uri in ["s3://models/ranker/v3", "gs://a/b/1.4.2/", "hf://a/b:2c26b46b68ff", "s3://a/b-2024_01/model", "gs://a/20260102/"] {
		count(policy.deny) == 0 with input as _model(uri)
	}
	containers := [{"image": "r.example.com:5000/a/b:1.4"}, {"image": "a@sha256:b"}, {}]
	count(policy.deny) == 0 with input as testing.review([_service({"predictor": {"containers": containers}})])
}

test_allow_unknown if {
	every uri in [null, "s3://models/${VERSION}"] {
		count(policy.deny) == 0 with input as _model(uri)
	}
}
