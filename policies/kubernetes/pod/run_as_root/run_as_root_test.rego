package policies.kubernetes.pod.run_as_root_test

import data.policies.kubernetes.pod.run_as_root as policy
import data.policies.lib.testing

_container(context) := testing.container({"securityContext": context})

test_deny_whole_finding if {
	policy.deny == {{
		"address": "apps/v1/Deployment.this",
		"attribute": ["spec", "template", "spec", "containers", 0, "securityContext", "runAsNonRoot"],
		"message": "apps/v1/Deployment.this: container app may run as root; expected runAsNonRoot: true",
		"fix": [{"op": "add", "path": "/spec/template/spec/containers/0/securityContext/runAsNonRoot", "value": true}],
	}} with input as testing.review([_container({})])
}

test_deny_every_case if {
	every context in [{}, null, {"runAsNonRoot": false}, {"runAsUser": 0}, {"runAsNonRoot": true, "runAsUser": 0}] {
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
	every context in [{"runAsNonRoot": true}, {"runAsUser": 1000}] {
		count(policy.deny) == 0 with input as testing.review([_container(context)])
	}
}

test_allow_other_kinds if {
	spec := {"containers": [{"securityContext": {}}]}
	other := testing.kubernetes("example.com/v1/Deployment", {"spec": {"template": {"spec": spec}}})
	count(policy.deny) == 0 with input as testing.review([other, testing.deleted(testing.deployment(spec))])
}

test_allow_unknown if {
	context := array.concat(["spec", "template", "spec", "containers", 0], ["securityContext", "runAsUser"])
	workload := testing.unknown(_container(null), [context])
	count(policy.deny) == 0 with input as testing.review([workload])
}

test_allow_pod_that_says_it if {
	every context in [{"runAsNonRoot": true}, {"runAsUser": 65534}] {
		pod := {"securityContext": context, "containers": [{"name": "app"}]}
		count(policy.deny) == 0 with input as testing.review([testing.deployment(pod)])
	}
}

test_deny_container_that_overrules_its_pod if {
	app := {"name": "app", "securityContext": {"runAsNonRoot": false}}
	pod := {"securityContext": {"runAsNonRoot": true}, "containers": [app]}
	count(policy.deny) == 1 with input as testing.review([testing.deployment(pod)])
}

test_allow_unknown_pod if {
	pod := testing.deployment({"securityContext": null, "containers": [{"name": "app"}]})
	path := ["spec", "template", "spec", "securityContext"]
	count(policy.deny) == 0 with input as testing.review([testing.unknown(pod, [path])])
}

test_allow_windows if {
	pod := {"os": {"name": "windows"}, "containers": [{"name": "app"}]}
	count(policy.deny) == 0 with input as testing.review([testing.deployment(pod)])
}
