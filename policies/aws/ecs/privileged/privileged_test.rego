package policies.aws.ecs.privileged_test

import data.policies.aws.ecs.privileged as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_ecs_task_definition.this", "message": "aws_ecs_task_definition.this runs app privileged; expected privileged = false", "attribute": ["container_definitions"]}} with input as testing.review([testing.terraform("aws_ecs_task_definition", {"family": "f", "container_definitions": "[{\"name\": \"app\", \"privileged\": true}]"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_ecs_task_definition", {"family": "f", "container_definitions": "[]", "pid_mode": "host"})],
		[testing.terraform("aws_ecs_task_definition", {"volume": [{"name": "d", "host_path": "/var/run/docker.sock"}]})],
		[testing.terraform("aws_ecs_task_definition", {"volume": [{"name": "d"}, {"name": "h", "host_path": "/"}]})],
		[testing.terraform("aws_ecs_task_definition", {"family": "f", "container_definitions": "[{\"name\": \"a\"}, {\"privileged\": \"true\"}]"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_ecs_task_definition", {"family": "f", "container_definitions": "[{\"name\": \"app\", \"privileged\": false}]"})],
		[testing.terraform("aws_ecs_task_definition", {"family": "f", "container_definitions": "[{\"name\": \"a\"}]", "pid_mode": "task"})],
		[testing.terraform("aws_ecs_task_definition", {"volume": [{"name": "d", "host_path": "/var/lib/app"}]})],
		[testing.terraform("aws_ecs_task_definition", {"volume": [{"name": "d", "host_path": null}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_ecs_task_definition", {"container_definitions": null}), [["container_definitions"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
