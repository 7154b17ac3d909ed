package policies.kubernetes.pod.memory_limit_test

import data.policies.kubernetes.pod.memory_limit as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{
		"address": "apps/v1/Deployment.this",
		"attribute": ["spec", "template", "spec", "containers", 0, "resources"],
		"message": "apps/v1/Deployment.this: container app has no resources.limits.memory",
	}} with input as testing.review([testing.container({"resources": {"requests": {"memory": "1Gi"}}})])
}

test_deny_every_kind_and_list if {
	every field in ["initContainers", "containers"] {
		count(policy.deny) == 8 with input as testing.review(testing.workloads({field: [{}]}))
	}
}

test_allow_limit if {
	workload := testing.container({"resources": {"limits": {"memory": "512Mi"}}})
	count(policy.deny) == 0 with input as testing.review([workload])
}

# An ephemeral container cannot have limits.
test_allow_ephemeral if {
	count(policy.deny) == 0 with input as testing.review(testing.workloads({"ephemeralContainers": [{}]}))
}

test_allow_unknown if {
	path := ["spec", "template", "spec", "containers", 0, "resources", "limits"]
	workload := testing.unknown(testing.container({"resources": {"limits": null}}), [path])
	count(policy.deny) == 0 with input as testing.review([workload])
}
