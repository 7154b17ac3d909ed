package policies.kubernetes.pod.privilege_escalation_test

import data.policies.kubernetes.pod.privilege_escalation as policy
import data.policies.lib.testing

_container(context) := testing.container({"securityContext": context})

test_deny_whole_finding if {
	policy.deny == {{
		"address": "apps/v1/Deployment.this",
		"attribute": ["spec", "template", "spec", "containers", 0, "securityContext", "allowPrivilegeEscalation"],
		"message": "apps/v1/Deployment.this: container app does not set allowPrivilegeEscalation: false",
		"fix": [{"op": "add", "path": "/spec/template/spec/containers/0/securityContext/allowPrivilegeEscalation", "value": false}],
	}} with input as testing.review([_container({})])
}

test_deny_every_case if {
	every context in [{}, null, {"allowPrivilegeEscalation": true}] {
		count(policy.deny) == 1 with input as testing.review([_container(context)])
	}
}

test_deny_every_kind_and_every_list if {
	spec := {"securityContext": {}}
	every field in ["initContainers", "containers", "ephemeralContainers"] {
		count(policy.deny) == 8 with input as testing.review(testing.workloads({field: [spec]}))
	}
}

test_allow if {
	every context in [{"allowPrivilegeEscalation": false}] {
		count(policy.deny) == 0 with input as testing.review([_container(context)])
	}
}

test_allow_other_kinds if {
	spec := {"containers": [{"securityContext": {}}]}
	other := testing.kubernetes("example.com/v1/Deployment", {"spec": {"template": {"spec": spec}}})
	count(policy.deny) == 0 with input as testing.review([other, testing.deleted(testing.deployment(spec))])
}

test_allow_unknown if {
	context := array.concat(["spec", "template", "spec", "containers", 0], ["securityContext"])
	workload := testing.unknown(_container(null), [context])
	count(policy.deny) == 0 with input as testing.review([workload])
}

test_allow_windows if {
	pod := {"os": {"name": "windows"}, "containers": [{"name": "app"}]}
	count(policy.deny) == 0 with input as testing.review([testing.deployment(pod)])
}
