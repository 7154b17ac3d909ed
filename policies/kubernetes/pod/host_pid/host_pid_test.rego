package policies.kubernetes.pod.host_pid_test

import data.policies.kubernetes.pod.host_pid as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{
		"address": "apps/v1/Deployment.this",
		"attribute": ["spec", "template", "spec", "hostPID"],
		"message": "apps/v1/Deployment.this sets hostPID; expected it to be absent or false",
		"fix": [{"op": "add", "path": "/spec/template/spec/hostPID", "value": false}],
	}} with input as testing.review([testing.deployment({"hostPID": true})])
}

test_deny_every_kind if {
	count(policy.deny) == 8 with input as testing.review(testing.workloads({"hostPID": true}))
}

test_allow_absent_or_false if {
	every spec in [{}, {"hostPID": false}] {
		count(policy.deny) == 0 with input as testing.review([testing.deployment(spec)])
	}
}

test_allow_unknown if {
	path := ["spec", "template", "spec", "hostPID"]
	workload := testing.unknown(testing.deployment({"hostPID": null}), [path])
	count(policy.deny) == 0 with input as testing.review([workload])
}
