package policies.kubernetes.pod.cpu_request_test

import data.policies.kubernetes.pod.cpu_request as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{
		"address": "apps/v1/Deployment.this",
		"attribute": ["spec", "template", "spec", "containers", 0, "resources"],
		"message": "apps/v1/Deployment.this: container app requests no cpu",
	}} with input as testing.review([testing.container({})])
}

test_deny_every_case if {
	every spec in [{"resources": {"requests": {"memory": 1}}}] {
		count(policy.deny) == 1 with input as testing.review([testing.container(spec)])
	}
}

test_allow if {
	every spec in [{"resources": {"requests": {"cpu": 1}}}, {"resources": {"limits": {"cpu": 1}}}] {
		count(policy.deny) == 0 with input as testing.review([testing.container(spec)])
	}
}

test_allow_unknown if {
	path := array.concat(["spec", "template", "spec"], ["containers", 0, "resources"])
	workload := testing.unknown(testing.container({}), [path])
	count(policy.deny) == 0 with input as testing.review([workload])
}
