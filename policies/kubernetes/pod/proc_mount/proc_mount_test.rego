package policies.kubernetes.pod.proc_mount_test

import data.policies.kubernetes.pod.proc_mount as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{
		"address": "apps/v1/Deployment.this",
		"attribute": ["spec", "template", "spec", "containers", 0, "securityContext", "procMount"],
		"message": "apps/v1/Deployment.this: container app sets procMount: Unmasked; expected Default",
	}} with input as testing.review([testing.container({"securityContext": {"procMount": "Unmasked"}})])
}

test_deny_every_case if {
	every spec in [{"securityContext": {"procMount": "Unmasked"}}] {
		count(policy.deny) == 1 with input as testing.review([testing.container(spec)])
	}
}

test_allow if {
	every spec in [{}, {"securityContext": {"procMount": "Default"}}, {"securityContext": null}] {
		count(policy.deny) == 0 with input as testing.review([testing.container(spec)])
	}
}

test_allow_unknown if {
	path := array.concat(["spec", "template", "spec"], ["containers", 0, "securityContext", "procMount"])
	workload := testing.unknown(testing.container({}), [path])
	count(policy.deny) == 0 with input as testing.review([workload])
}
