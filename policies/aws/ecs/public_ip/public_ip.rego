# METADATA
# title: Tasks of a service get public addresses
# description: |
#   Each task is then on the internet itself, beside the load balancer that should stand before it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html
#     description: Networking of tasks
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Set `assign_public_ip = false` and run the tasks in private subnets.
#   resources:
#     - aws_ecs_service
#     - aws_ecs_task_set
#   topics:
#     - aws-ecs-public-ip
#   frameworks:
#     nist-800-53:
#       - "SC-7"
#     soc2:
#       - "CC6.6"
package policies.aws.ecs.public_ip

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["network_configuration", 0, "assign_public_ip"]

_types := {"aws_ecs_service", "aws_ecs_task_set"}

deny contains fix.set(finding.on(resource, _path, message), _path, false) if {
	some resource in resources.of_types(_types)

	setting.is_stated_on(resource, _path)
	message := $"{resource.address} gives its tasks public addresses; expected assign_public_ip = false"
}
