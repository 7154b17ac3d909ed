package policies.aws.ecs.public_ip_test

import data.policies.aws.ecs.public_ip as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_ecs_service.this", "message": "aws_ecs_service.this gives its tasks public addresses; expected assign_public_ip = false", "attribute": ["network_configuration", 0, "assign_public_ip"], "fix": [{"op": "add", "path": "/network_configuration/0/assign_public_ip", "value": false}]}} with input as testing.review([testing.terraform("aws_ecs_service", {"network_configuration": [{"assign_public_ip": true}]})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_ecs_service", {"network_configuration": [{"assign_public_ip": true}]})],
		[testing.terraform("aws_ecs_service", {"network_configuration": [{"assign_public_ip": "true"}]})],
		[testing.terraform("aws_ecs_task_set", {"network_configuration": [{"assign_public_ip": true}]})],
		[testing.terraform("aws_ecs_task_set", {"network_configuration": [{"assign_public_ip": "true"}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_ecs_service", {})],
		[testing.terraform("aws_ecs_service", {"network_configuration": [{"assign_public_ip": false}]})],
		[testing.terraform("aws_ecs_service", {"network_configuration": [{"assign_public_ip": "false"}]})],
		[testing.terraform("aws_ecs_task_set", {})],
		[testing.terraform("aws_ecs_task_set", {"network_configuration": [{"assign_public_ip": false}]})],
		[testing.terraform("aws_ecs_task_set", {"network_configuration": [{"assign_public_ip": "false"}]})],
		[testing.deleted(testing.terraform("aws_ecs_service", {"network_configuration": [{"assign_public_ip": true}]}))],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_ecs_service", {"network_configuration": [{"assign_public_ip": null}]}), [["network_configuration", 0, "assign_public_ip"]])],
		[testing.unknown(testing.terraform("aws_ecs_task_set", {"network_configuration": [{"assign_public_ip": null}]}), [["network_configuration", 0, "assign_public_ip"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
