# METADATA
# title: GPU runs day and night
# description: |
#   One GPU costs as much in an idle night as a small server in a month.
# related_resources:
#   - ref: https://docs.aws.amazon.com/solutions/latest/instance-scheduler-on-aws/solution-overview.html
#     description: Scheduling instances
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Stop it by a schedule, scale it to zero, or use spot or serverless capacity.
#   resources:
#     - aws_eks_node_group
#     - aws_instance
#     - aws_sagemaker_endpoint_configuration
#     - aws_sagemaker_notebook_instance
#   topics:
#     - cost-gpu-always-on
package policies.cost.gpu_always_on

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting
import data.policies.lib.values

deny contains finding.on(resource, ["instance_type"], message) if {
	some resource in resources.of_types({"aws_instance", "aws_sagemaker_notebook_instance"})

	type := resource.after.instance_type
	_has_gpu(type)
	not _is_scheduled(resource)
	message := $"{resource.address} keeps {type} running day and night; expected a schedule"
}

deny contains finding.on(group, ["scaling_config"], message) if {
	some group in resources.of_type("aws_eks_node_group")

	some type in group.after.instance_types
	_has_gpu(type)
	least := values.number(setting.of(group, ["scaling_config", 0, "min_size"], 0))
	least > 0
	message := $"{group.address} keeps {least} of {type} running day and night; expected min_size = 0"
}

deny contains finding.on(endpoint, ["production_variants", index, "instance_type"], message) if {
	some endpoint in resources.of_type("aws_sagemaker_endpoint_configuration")

	some index, variant in endpoint.after.production_variants
	_has_gpu(variant.instance_type)
	not _scales
	message := $"{endpoint.address} keeps {variant.instance_type} running day and night; expected autoscaling to zero"
}

_has_gpu(type) if regex.match(`^(ml\.)?(g[3-9][a-z]*|p[2-9][a-z]*|inf[0-9]|trn[0-9][a-z]*)\.`, type)

_is_scheduled(resource) if {
	some key, _ in resource.tags
	contains(lower(key), "schedule")
}

_is_scheduled(resource) if resource.after.instance_market_options[0].market_type == "spot"

_scales if {
	some target in resources.of_type("aws_appautoscaling_target")
	target.after.service_namespace == "sagemaker"
}
