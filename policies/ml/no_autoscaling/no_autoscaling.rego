# METADATA
# title: Endpoint has a fixed number of replicas
# description: |
#   Fixed replicas are paid for when nobody asks, and are too few when everybody does.
# related_resources:
#   - ref: https://kserve.github.io/website/docs/concepts/resources
#     description: KServe resources
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Set `maxReplicas` above `minReplicas`, with `scaleMetric` and `scaleTarget`.
#   resources:
#     - serving.kserve.io/*
#   topics:
#     - ml-endpoint-no-autoscaling
#   frameworks:
#     nist-800-53:
#       - "SC-5"
#     soc2:
#       - "A1.1"
package policies.ml.no_autoscaling

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(component.resource, array.concat(component.path, ["minReplicas"]), message) if {
	some component in _components

	is_number(component.spec.minReplicas)
	component.spec.minReplicas > 1
	component.spec.maxReplicas == component.spec.minReplicas
	message := $"{component.resource.address} has {component.spec.minReplicas} replicas at all times; expected a range"
}

deny contains finding.on(component.resource, component.path, message) if {
	some component in _components

	component.resource.after.metadata.annotations["serving.kserve.io/autoscalerClass"] in {"none", "external"}
	component.spec.minReplicas > 1
	message := $"{component.resource.address} has autoscaling switched off; expected a range of replicas"
}

# Predictor, transformer and explainer.
_components := [{"resource": resource, "path": ["spec", name], "spec": spec} |
	some resource in k8s.of_kinds(["serving.kserve.io/InferenceService"])
	some name in ["predictor", "transformer", "explainer"]
	spec := resource.after.spec[name]
	is_object(spec)
]
