package policies.kubernetes.pod.low_uid_test

import data.policies.kubernetes.pod.low_uid as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{
		"address": "apps/v1/Deployment.this",
		"attribute": ["spec", "template", "spec", "containers", 0, "securityContext", "runAsUser"],
		"message": "apps/v1/Deployment.this: container app runs as user 1000; expected 10000 or more",
	}} with input as testing.review([testing.container({"securityContext": {"runAsUser": 1000}})])
}

test_deny_every_case if {
	every spec in [{"securityContext": {"runAsUser": 1}}, {"securityContext": {"runAsUser": 9999}}] {
		count(policy.deny) == 1 with input as testing.review([testing.container(spec)])
	}
}

test_allow if {
	every spec in [{"securityContext": {"runAsUser": 10000}}, {"securityContext": {"runAsUser": 0}}] {
		count(policy.deny) == 0 with input as testing.review([testing.container(spec)])
	}
}

test_allow_unknown if {
	path := array.concat(["spec", "template", "spec"], ["containers", 0, "securityContext", "runAsUser"])
	workload := testing.unknown(testing.container({}), [path])
	count(policy.deny) == 0 with input as testing.review([workload])
}

test_deny_pod_and_its_exception if {
	low := {"securityContext": {"runAsUser": 5}, "containers": [{"name": "a"}]}
	high := object.union(low, {"containers": [{"name": "a", "securityContext": {"runAsUser": 20000}}]})
	count(policy.deny) == 1 with input as testing.review([testing.deployment(low)])
	count(policy.deny) == 0 with input as testing.review([testing.deployment(high)])
}

test_deny_user_of_the_image if {
	policy.deny == {{
		"address": "apps/v1/Deployment.this",
		"attribute": ["spec", "template", "spec", "containers", 0, "securityContext", "runAsUser"],
		"message": "apps/v1/Deployment.this: container app runs as its image says; expected runAsUser",
	}} with input as testing.review([testing.container({})])
	windows := {"os": {"name": "windows"}, "containers": [{"name": "a"}]}
	count(policy.deny) == 0 with input as testing.review([testing.deployment(windows)])
}

test_allow_users_of_its_own if {
	every spec in [{"name": "a"}, {"name": "a", "securityContext": {"runAsUser": 5}}] {
		pod := {"hostUsers": false, "containers": [spec]}
		count(policy.deny) == 0 with input as testing.review([testing.deployment(pod)])
		count(policy.deny) == 1 with input as testing.review([testing.deployment(object.union(pod, {"hostUsers": true}))])
	}
}
