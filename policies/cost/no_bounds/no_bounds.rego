# METADATA
# title: Autoscaling may grow without a sensible end
# description: |
#   A loop, a flood or a wrong metric then buys machines until somebody sees the bill.
# related_resources:
#   - ref: https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-capacity-limits.html
#     description: Limits of capacity
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set a maximum of what the load can need, below ten times what runs normally.
#   resources:
#     - autoscaling/v1/HorizontalPodAutoscaler
#     - autoscaling/v2/HorizontalPodAutoscaler
#     - aws_appautoscaling_target
#     - aws_autoscaling_group
#     - aws_eks_node_group
#   topics:
#     - cost-no-bounds
package policies.cost.no_bounds

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting
import data.policies.lib.values

_factor := 10

deny contains finding.on(resource, bound.most, message) if {
	some type, bound in _bounds
	some resource in resources.of_type(type)

	most := values.number(setting.of(resource, bound.most, 0))
	usual := max({1} | {values.number(setting.of(resource, path, 1)) | some path in bound.usual})
	most >= _factor * usual
	most > _factor
	message := $"{resource.address} may grow to {most}, {_factor} times {usual} or more; expected a lower maximum"
}

_bounds := {
	"autoscaling/v1/HorizontalPodAutoscaler": _pods,
	"autoscaling/v2/HorizontalPodAutoscaler": _pods,
	"aws_appautoscaling_target": {"most": ["max_capacity"], "usual": [["min_capacity"]]},
	"aws_autoscaling_group": {"most": ["max_size"], "usual": [["desired_capacity"], ["min_size"]]},
	"aws_eks_node_group": {
		"most": ["scaling_config", 0, "max_size"],
		"usual": [["scaling_config", 0, "desired_size"], ["scaling_config", 0, "min_size"]],
	},
}

_pods := {"most": ["spec", "maxReplicas"], "usual": [["spec", "minReplicas"]]}
