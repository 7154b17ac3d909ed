package policies.kubernetes.pod.sysctls_test

import data.policies.kubernetes.pod.sysctls as policy
import data.policies.lib.testing

_set(name) := testing.deployment({"securityContext": {"sysctls": [{"name": name, "value": "1"}]}})

test_deny_whole_finding if {
	policy.deny == {{
		"address": "apps/v1/Deployment.this",
		"attribute": ["spec", "template", "spec", "securityContext", "sysctls", 0, "name"],
		"message": "apps/v1/Deployment.this sets the sysctl kernel.msgmax, which concerns more than the pod",
	}} with input as testing.review([_set("kernel.msgmax")])
}

test_deny_every_kind if {
	spec := {"securityContext": {"sysctls": [{"name": "vm.max_map_count"}]}}
	count(policy.deny) == 8 with input as testing.review(testing.workloads(spec))
}

test_allow_safe if {
	every name in ["net.ipv4.tcp_syncookies", "net/ipv4/ip_local_port_range", "kernel.shm_rmid_forced"] {
		count(policy.deny) == 0 with input as testing.review([_set(name)])
	}
}

test_allow_unknown if count(policy.deny) == 0 with input as testing.review([_set(null), testing.deployment({})])
