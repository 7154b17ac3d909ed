# METADATA
# title: Task runs a privileged container or sees the host's processes
# description: |
#   A privileged container owns the host: whoever breaks into it has every other task there and the instance's role. So
#   does one that can speak to the host's container runtime or sees all of its files.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html
#     description: Task and container security
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: >-
#     Remove `privileged` and `pid_mode = "host"`; add the single capabilities that are needed, and mount single
#     folders of the host.
#   resources:
#     - aws_ecs_task_definition
#   topics:
#     - aws-ecs-privileged
#   frameworks:
#     nist-800-53:
#       - "AC-6"
#     soc2:
#       - "CC6.3"
package policies.aws.ecs.privileged

import data.policies.lib.finding
import data.policies.lib.iam
import data.policies.lib.resources
import data.policies.lib.values

deny contains finding.on(task, ["container_definitions"], message) if {
	some task in resources.of_type("aws_ecs_task_definition")

	text := iam.document_text(task, ["container_definitions"])
	json.is_valid(text)
	some container in values.list(json.unmarshal(text))
	values.is_on(container, "privileged")
	name := object.get(container, "name", "a container")
	message := $"{task.address} runs {name} privileged; expected privileged = false"
}

deny contains finding.on(task, ["pid_mode"], $"{task.address} has pid_mode host; expected task or nothing") if {
	some task in resources.of_type("aws_ecs_task_definition")

	task.after.pid_mode == "host"
}

deny contains finding.on(task, ["volume", index, "host_path"], message) if {
	some task in resources.of_type("aws_ecs_task_definition")

	some index, volume in task.after.volume
	regex.match(`^/$|/(containerd|docker)\.sock$`, volume.host_path)
	message := $"{task.address} mounts {volume.host_path} of its host; expected a volume of its own"
}
