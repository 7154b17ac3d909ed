package policies.kubernetes.pod.writable_root_test

import data.policies.kubernetes.pod.writable_root as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{
		"address": "apps/v1/Deployment.this",
		"attribute": ["spec", "template", "spec", "containers", 0, "securityContext", "readOnlyRootFilesystem"],
		"message": "apps/v1/Deployment.this: container app can write to its root filesystem",
		"fix": [{"op": "add", "path": "/spec/template/spec/containers/0/securityContext/readOnlyRootFilesystem", "value": true}],
	}} with input as testing.review([testing.container({})])
}

test_deny_every_case if {
	every spec in [{}, {"securityContext": {"readOnlyRootFilesystem": false}}, {"securityContext": null}] {
		count(policy.deny) == 1 with input as testing.review([testing.container(spec)])
	}
}

test_allow if {
	every spec in [{"securityContext": {"readOnlyRootFilesystem": true}}] {
		count(policy.deny) == 0 with input as testing.review([testing.container(spec)])
	}
}

test_allow_unknown if {
	path := array.concat(["spec", "template", "spec"], ["containers", 0, "securityContext"])
	workload := testing.unknown(testing.container({}), [path])
	count(policy.deny) == 0 with input as testing.review([workload])
}

test_allow_windows if {
	pod := {"os": {"name": "windows"}, "containers": [{"name": "app"}]}
	count(policy.deny) == 0 with input as testing.review([testing.deployment(pod)])
}
