package policies.kubernetes.pod.host_ipc_test

import data.policies.kubernetes.pod.host_ipc as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{
		"address": "apps/v1/Deployment.this",
		"attribute": ["spec", "template", "spec", "hostIPC"],
		"message": "apps/v1/Deployment.this sets hostIPC; expected it to be absent or false",
		"fix": [{"op": "add", "path": "/spec/template/spec/hostIPC", "value": false}],
	}} with input as testing.review([testing.deployment({"hostIPC": true})])
}

test_deny_every_kind if {
	count(policy.deny) == 8 with input as testing.review(testing.workloads({"hostIPC": true}))
}

test_allow_absent_or_false if {
	every spec in [{}, {"hostIPC": false}] {
		count(policy.deny) == 0 with input as testing.review([testing.deployment(spec)])
	}
}

test_allow_unknown if {
	path := ["spec", "template", "spec", "hostIPC"]
	workload := testing.unknown(testing.deployment({"hostIPC": null}), [path])
	count(policy.deny) == 0 with input as testing.review([workload])
}
