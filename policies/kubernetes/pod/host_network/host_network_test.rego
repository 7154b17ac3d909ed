package policies.kubernetes.pod.host_network_test

import data.policies.kubernetes.pod.host_network as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{
		"address": "apps/v1/Deployment.this",
		"attribute": ["spec", "template", "spec", "hostNetwork"],
		"message": "apps/v1/Deployment.this sets hostNetwork; expected it to be absent or false",
		"fix": [{"op": "add", "path": "/spec/template/spec/hostNetwork", "value": false}],
	}} with input as testing.review([testing.deployment({"hostNetwork": true})])
}

test_deny_every_kind if {
	count(policy.deny) == 8 with input as testing.review(testing.workloads({"hostNetwork": true}))
}

test_allow_absent_or_false if {
	every spec in [{}, {"hostNetwork": false}] {
		count(policy.deny) == 0 with input as testing.review([testing.deployment(spec)])
	}
}

test_allow_unknown if {
	path := ["spec", "template", "spec", "hostNetwork"]
	workload := testing.unknown(testing.deployment({"hostNetwork": null}), [path])
	count(policy.deny) == 0 with input as testing.review([workload])
}
