package policies.kubernetes.pod.host_port_test

import data.policies.kubernetes.pod.host_port as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{
		"address": "apps/v1/Deployment.this",
		"attribute": ["spec", "template", "spec", "containers", 0, "ports", 0, "hostPort"],
		"message": "apps/v1/Deployment.this: container app takes port 80 of its node",
	}} with input as testing.review([testing.container({"ports": [{"hostPort": 80}]})])
}

test_deny_every_case if {
	every spec in [{"ports": [{"containerPort": 1}, {"hostPort": 8080}]}] {
		count(policy.deny) == 1 with input as testing.review([testing.container(spec)])
	}
}

test_allow if {
	every spec in [{}, {"ports": null}, {"ports": [{"containerPort": 80}]}, {"ports": [{"hostPort": 0}]}] {
		count(policy.deny) == 0 with input as testing.review([testing.container(spec)])
	}
}

test_allow_unknown if {
	path := array.concat(["spec", "template", "spec"], ["containers", 0, "ports"])
	workload := testing.unknown(testing.container({}), [path])
	count(policy.deny) == 0 with input as testing.review([workload])
}
