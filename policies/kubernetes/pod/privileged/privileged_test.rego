package policies.kubernetes.pod.privileged_test

import data.policies.kubernetes.pod.privileged as policy
import data.policies.lib.testing

_container(context) := testing.container({"securityContext": context})

test_deny_whole_finding if {
	policy.deny == {{
		"address": "apps/v1/Deployment.this",
		"attribute": ["spec", "template", "spec", "containers", 0, "securityContext", "privileged"],
		"message": "apps/v1/Deployment.this: container app is privileged; expected privileged: false",
		"fix": [{"op": "add", "path": "/spec/template/spec/containers/0/securityContext/privileged", "value": false}],
	}} with input as testing.review([_container({"privileged": true})])
}

test_deny_every_case if {
	every context in [{"privileged": true}] {
		count(policy.deny) == 1 with input as testing.review([_container(context)])
	}
}

test_deny_every_kind_and_every_list if {
	spec := {"securityContext": {"privileged": true}}
	every field in ["initContainers", "containers", "ephemeralContainers"] {
		count(policy.deny) == 8 with input as testing.review(testing.workloads({field: [spec]}))
	}
}

test_allow if {
	every context in [{"privileged": false}, {}, null] {
		count(policy.deny) == 0 with input as testing.review([_container(context)])
	}
}

test_allow_other_kinds if {
	spec := {"containers": [{"securityContext": {"privileged": true}}]}
	other := testing.kubernetes("example.com/v1/Deployment", {"spec": {"template": {"spec": spec}}})
	count(policy.deny) == 0 with input as testing.review([other, testing.deleted(testing.deployment(spec))])
}

test_allow_unknown if {
	context := array.concat(["spec", "template", "spec", "containers", 0], ["securityContext", "privileged"])
	workload := testing.unknown(_container(null), [context])
	count(policy.deny) == 0 with input as testing.review([workload])
}

test_deny_host_process if {
	context := {"windowsOptions": {"hostProcess": true}}
	count(policy.deny) == 1 with input as testing.review([_container(context)])
	pod := {"securityContext": context, "containers": [{"name": "a"}]}
	count(policy.deny) == 1 with input as testing.review([testing.deployment(pod)])
	count(policy.deny) == 0 with input as testing.review([_container({"windowsOptions": {"hostProcess": false}})])
}
