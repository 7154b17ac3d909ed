package policies.kubernetes.pod.added_capabilities_test

import data.policies.kubernetes.pod.added_capabilities as policy
import data.policies.lib.testing

_container(context) := testing.container({"securityContext": context})

test_deny_whole_finding if {
	policy.deny == {{
		"address": "apps/v1/Deployment.this",
		"attribute": ["spec", "template", "spec", "containers", 0, "securityContext", "capabilities", "add"],
		"message": "apps/v1/Deployment.this: container app adds SYS_ADMIN, NET_ADMIN; expected none",
	}} with input as testing.review([_container({"capabilities": {"add": ["SYS_ADMIN", "CHOWN", "NET_ADMIN"]}})])
}

test_deny_every_case if {
	every context in [
		{"capabilities": {"add": ["SYS_ADMIN", "CHOWN", "NET_ADMIN"]}},
		{"capabilities": {"add": ["ALL"]}},
		{"capabilities": {"add": ["NET_RAW"]}},
	] {
		count(policy.deny) == 1 with input as testing.review([_container(context)])
	}
}

test_deny_every_kind_and_every_list if {
	spec := {"securityContext": {"capabilities": {"add": ["SYS_ADMIN", "CHOWN", "NET_ADMIN"]}}}
	every field in ["initContainers", "containers", "ephemeralContainers"] {
		count(policy.deny) == 8 with input as testing.review(testing.workloads({field: [spec]}))
	}
}

test_allow if {
	every context in [
		{"capabilities": {"add": ["NET_BIND_SERVICE", "CAP_CHOWN"]}},
		{"capabilities": {"drop": ["ALL"]}},
		{},
		null,
	] {
		count(policy.deny) == 0 with input as testing.review([_container(context)])
	}
}

test_allow_other_kinds if {
	spec := {"containers": [{"securityContext": {"capabilities": {"add": ["SYS_ADMIN", "CHOWN", "NET_ADMIN"]}}}]}
	other := testing.kubernetes("example.com/v1/Deployment", {"spec": {"template": {"spec": spec}}})
	count(policy.deny) == 0 with input as testing.review([other, testing.deleted(testing.deployment(spec))])
}

test_allow_unknown if {
	context := array.concat(["spec", "template", "spec", "containers", 0], ["securityContext", "capabilities"])
	workload := testing.unknown(_container(null), [context])
	count(policy.deny) == 0 with input as testing.review([workload])
}
