# METADATA
# title: Endpoint keeps a GPU when nobody asks
# description: |
#   A GPU is the dearest part of a cluster, and this endpoint holds one day and night.
# related_resources:
#   - ref: https://knative.dev/docs/serving/autoscaling/scale-to-zero/
#     description: Scale to zero
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: 'Set `minReplicas: 0` (Knative: `min-scale: "0"`), or a schedule, where a cold start is bearable.'
#   resources:
#     - serving.kserve.io/*
#     - serving.knative.dev/*
#   topics:
#     - cost-gpu-always-on
#     - k8s-gpu-unbounded
#   frameworks:
#     nist-800-53:
#       - "SC-6"
package policies.ml.gpu_always_on

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(component.resource, array.concat(component.path, ["minReplicas"]), message) if {
	some component in _components
	some model in _models(component)

	_has_gpu(model.spec)
	object.get(component.spec, "minReplicas", 1) > 0
	message := $"{component.resource.address} keeps a GPU at all times; expected minReplicas: 0 or a schedule"
}

deny contains finding.on(service, ["spec", "template", "metadata", "annotations"], message) if {
	some service in k8s.of_kinds(["serving.knative.dev/Service"])

	some container in service.after.spec.template.spec.containers
	_has_gpu(container)
	annotations := object.get(service.after, ["spec", "template", "metadata", "annotations"], {})
	some key in ["autoscaling.knative.dev/min-scale", "autoscaling.knative.dev/minScale"]
	to_number(annotations[key]) > 0
	message := $"{service.address} keeps a GPU at all times; expected min-scale 0"
}

_has_gpu(container) if {
	some field in ["limits", "requests"]
	some name, _ in container.resources[field]
	regex.match(`/gpu$|^nvidia\.com/|^aws\.amazon\.com/neuron|^google\.com/tpu`, name)
}

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
