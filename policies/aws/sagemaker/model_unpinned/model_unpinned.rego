# METADATA
# title: Model runs an image that can be changed
# description: |
#   Another image under the same tag serves the next request, and nobody can say which one answered the last.
# related_resources:
#   - ref: https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html
#     description: Images for inference
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Name the image by digest (`…@sha256:…`) or by a tag that is never moved.
#   resources:
#     - aws_sagemaker_model
#   topics:
#     - ml-model-unpinned
package policies.aws.sagemaker.model_unpinned

import data.policies.lib.finding
import data.policies.lib.resources

deny contains finding.on(model, [block, index, "image"], message) if {
	some model in resources.of_type("aws_sagemaker_model")

	some block in ["container", "primary_container"]
	some index, container in model.after[block]
	image := container.image
	_is_floating(image)
	message := $"{model.address} runs {image}, which can be changed; expected a digest or a version"
}

_is_floating(image) if endswith(image, ":latest")

_is_floating(image) if {
	is_string(image)
	steps := split(image, "/")
	last := steps[count(steps) - 1]
	not contains(last, ":")
	not contains(last, "@")
}
