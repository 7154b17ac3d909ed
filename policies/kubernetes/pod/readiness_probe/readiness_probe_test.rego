package policies.kubernetes.pod.readiness_probe_test

import data.policies.kubernetes.pod.readiness_probe as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{
		"address": "apps/v1/Deployment.this",
		"attribute": ["spec", "template", "spec", "containers", 0],
		"message": "apps/v1/Deployment.this: container app has no readinessProbe",
	}} with input as testing.review([testing.container({})])
}

test_deny_every_case if {
	every spec in [{"livenessProbe": {"exec": {}}}] {
		count(policy.deny) == 1 with input as testing.review([testing.container(spec)])
	}
}

test_allow if {
	every spec in [{"readinessProbe": {"exec": {}}}] {
		count(policy.deny) == 0 with input as testing.review([testing.container(spec)])
	}
}

test_allow_what_ends_or_starts_first if {
	job := testing.kubernetes("batch/v1/Job", {"spec": {"template": {"spec": {"containers": [{"name": "a"}]}}}})
	count(policy.deny) == 0 with input as testing.review([job, testing.deployment({"initContainers": [{}]})])
}

test_allow_unknown if {
	paths := [["spec", "template", "spec", "containers"]]
	count(policy.deny) == 0 with input as testing.review([testing.unknown(testing.container({}), paths)])
}
