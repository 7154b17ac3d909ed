package policies.kubernetes.pod.probes_test

import data.policies.kubernetes.pod.probes as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{
		"address": "apps/v1/Deployment.this",
		"attribute": ["spec", "template", "spec", "containers", 0],
		"message": "apps/v1/Deployment.this: container app has no livenessProbe and no readinessProbe",
	}} with input as testing.review([testing.container({})])
}

_both := {"livenessProbe": {"exec": {}}, "readinessProbe": {"exec": {}}}

test_deny_one_missing if {
	every name in ["livenessProbe", "readinessProbe"] {
		count(policy.deny) == 1 with input as testing.review([testing.container({name: {"exec": {}}})])
	}
}

test_allow_both if count(policy.deny) == 0 with input as testing.review([testing.container(_both)])

test_allow_what_ends_or_starts_first if {
	job := testing.kubernetes("batch/v1/Job", {"spec": {"template": {"spec": {"containers": [{"name": "a"}]}}}})
	count(policy.deny) == 0 with input as testing.review([job, testing.deployment({"initContainers": [{}]})])
}

test_allow_unknown if {
	paths := [["spec", "template", "spec", "containers"]]
	count(policy.deny) == 0 with input as testing.review([testing.unknown(testing.container({}), paths)])
}
