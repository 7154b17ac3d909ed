# METADATA
# title: Endpoint keeps a fixed number of instances
# description: |
#   At night it pays for the day's load, and at a peak it fails.
# related_resources:
#   - ref: https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling.html
#     description: Autoscaling of endpoints
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Add an `aws_appautoscaling_target` and a policy for the variant, or use serverless inference.
#   resources:
#     - aws_sagemaker_endpoint_configuration
#   topics:
#     - ml-endpoint-no-autoscaling
package policies.aws.sagemaker.no_autoscaling

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.values

deny contains finding.on(endpoint, ["production_variants", index, "initial_instance_count"], message) if {
	some endpoint in resources.of_type("aws_sagemaker_endpoint_configuration")

	some index, variant in endpoint.after.production_variants
	number := values.number(variant.initial_instance_count)
	number > 1
	not _scales
	message := $"{endpoint.address} keeps {number} instances whatever the load; expected autoscaling"
}

_scales if {
	some target in resources.of_type("aws_appautoscaling_target")
	target.after.service_namespace == "sagemaker"
}
