package policies.kubernetes.pod.secret_environment_test

import data.policies.kubernetes.pod.secret_environment as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{
		"address": "apps/v1/Deployment.this",
		"attribute": ["spec", "template", "spec", "containers", 0, "env", 0, "valueFrom", "secretKeyRef"],
		"message": "apps/v1/Deployment.this: container app has secret db in its environment",
	}} with input as testing.review([testing.container({"env": [{"valueFrom": {"secretKeyRef": {"name": "db"}}}]})])
}

test_deny_every_case if {
	every spec in [{"envFrom": [{"secretRef": {"name": "db"}}]}, {"env": [{"value": "a"}, {"valueFrom": {"secretKeyRef": {"name": "db", "key": "k"}}}]}] {
		count(policy.deny) == 1 with input as testing.review([testing.container(spec)])
	}
}

test_allow if {
	every spec in [{}, {"env": null}, {"env": [{"valueFrom": {"configMapKeyRef": {"name": "a"}}}]}, {"envFrom": [{"configMapRef": {"name": "a"}}]}] {
		count(policy.deny) == 0 with input as testing.review([testing.container(spec)])
	}
}

test_allow_unknown if {
	path := array.concat(["spec", "template", "spec"], ["containers", 0, "env"])
	workload := testing.unknown(testing.container({}), [path])
	count(policy.deny) == 0 with input as testing.review([workload])
}
