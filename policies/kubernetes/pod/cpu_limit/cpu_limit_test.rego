package policies.kubernetes.pod.cpu_limit_test

import data.policies.kubernetes.pod.cpu_limit as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{
		"address": "apps/v1/Deployment.this",
		"attribute": ["spec", "template", "spec", "containers", 0, "resources"],
		"message": "apps/v1/Deployment.this: container app has no resources.limits.cpu",
	}} with input as testing.review([testing.container({})])
}

test_deny_every_case if {
	every spec in [{}, {"resources": null}, {"resources": {"limits": {"memory": "1Gi"}}}] {
		count(policy.deny) == 1 with input as testing.review([testing.container(spec)])
	}
}

test_allow if {
	every spec in [{"resources": {"limits": {"cpu": 1}}}, {"resources": {"limits": {"cpu": "500m"}}}] {
		count(policy.deny) == 0 with input as testing.review([testing.container(spec)])
	}
}

test_allow_unknown if {
	path := array.concat(["spec", "template", "spec"], ["containers", 0, "resources"])
	workload := testing.unknown(testing.container({}), [path])
	count(policy.deny) == 0 with input as testing.review([workload])
}
