# METADATA
# title: Model has no fixed version
# description: |
#   The endpoint loads another model after the next restart than the one that was tested: nobody reviewed it, and a
#   rollback does not bring the old one back.
# related_resources:
#   - ref: https://kserve.github.io/website/docs/concepts/resources
#     description: KServe resources
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Name a version in `storageUri`, and a version or digest in images.
#   resources:
#     - serving.kserve.io/*
#     - machinelearning.seldon.io/*
#   topics:
#     - ml-model-unpinned
#   frameworks:
#     nist-800-53:
#       - "CM-2"
#       - "SI-7"
package policies.ml.unpinned_model

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(component.resource, path, message) if {
	some component in _components
	some model in _models(component)

	uri := model.spec.storageUri
	is_string(uri)
	_is_floating(uri)
	path := array.concat(component.path, array.concat(model.path, ["storageUri"]))
	message := $"{component.resource.address} loads {uri}; expected a version in it"
}

deny contains finding.on(component.resource, path, message) if {
	some component in _components
	some model in _models(component)

	image := model.spec.image
	_has_floating_tag(image)
	path := array.concat(component.path, array.concat(model.path, ["image"]))
	message := $"{component.resource.address} runs {image}; expected a version or digest"
}

deny contains finding.on(resource, ["spec", "predictors"], message) if {
	some resource in k8s.of_kinds(["machinelearning.seldon.io/SeldonDeployment"])

	some predictor in resource.after.spec.predictors
	uri := predictor.graph.modelUri
	_is_floating(uri)
	message := $"{resource.address} loads {uri}; expected a version in it"
}

_is_floating(uri) if {
	not regex.match(`[$<{]`, uri)
	not regex.match(`(?i)[/@:_=-]v?\d+([._-]\d+)*([/.]|$)|sha256:|[0-9a-f]{12,}|revision=|@[0-9a-f]{7,}|\d{8}`, uri)
}

_is_floating(uri) if regex.match(`(?i)[/:@](latest|main|master|head)/?$`, uri)

_has_floating_tag(image) if {
	is_string(image)
	not regex.match(`[$<{@]`, image)
	last := split(image, "/")[count(split(image, "/")) - 1]
	not regex.match(`:.+$`, last)
}

_has_floating_tag(image) if regex.match(`:(latest|main|master|nightly)$`, image)

# Predictor, transformer and explainer.
_components := [{"resource": resource, "path": ["spec", name], "spec": spec} |
	some resource in k8s.of_kinds(["serving.kserve.io/InferenceService"])
	some name in ["predictor", "transformer", "explainer"]
	spec := resource.after.spec[name]
	is_object(spec)
]

# A component's model: `model`, the older fields named by framework, or containers.
_models(component) := array.concat(
	[{"path": [name], "spec": model} |
		some name, model in component.spec
		is_object(model)
		name in {
			"model", "sklearn", "xgboost", "tensorflow", "pytorch", "triton", "onnx", "huggingface", "pmml", "lightgbm",
			"paddle", "mlflow",
		}
	],
	[{"path": ["containers", index], "spec": container} |
		some index, container in component.spec.containers
		is_object(container)
	],
)
