package policies.kubernetes.pod.seccomp_test

import data.policies.kubernetes.pod.seccomp as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{
		"address": "apps/v1/Deployment.this",
		"attribute": ["spec", "template", "spec", "containers", 0, "securityContext", "seccompProfile", "type"],
		"message": "apps/v1/Deployment.this: container app has no seccomp profile",
		"fix": [{"op": "add", "path": "/spec/template/spec/containers/0/securityContext/seccompProfile/type", "value": "RuntimeDefault"}],
	}} with input as testing.review([testing.container({})])
}

test_deny_every_case if {
	every spec in [{}, {"securityContext": {"seccompProfile": {"type": "Unconfined"}}}] {
		count(policy.deny) == 1 with input as testing.review([testing.container(spec)])
	}
}

test_allow if {
	every spec in [{"securityContext": {"seccompProfile": {"type": "RuntimeDefault"}}}, {"securityContext": {"seccompProfile": {"type": "Localhost"}}}] {
		count(policy.deny) == 0 with input as testing.review([testing.container(spec)])
	}
}

test_allow_unknown if {
	path := array.concat(["spec", "template", "spec"], ["containers", 0, "securityContext"])
	workload := testing.unknown(testing.container({}), [path])
	count(policy.deny) == 0 with input as testing.review([workload])
}

test_allow_pod_annotation_and_windows if {
	profile := {"securityContext": {"seccompProfile": {"type": "RuntimeDefault"}}, "containers": [{"name": "a"}]}
	windows := {"os": {"name": "windows"}, "containers": [{"name": "a"}]}
	annotated := testing.kubernetes("v1/Pod", {
		"metadata": {"annotations": {"seccomp.security.alpha.kubernetes.io/pod": "runtime/default"}},
		"spec": {"containers": [{"name": "a"}]},
	})
	resources := [testing.deployment(profile), testing.deployment(windows), annotated]
	count(policy.deny) == 0 with input as testing.review(resources)
}

test_deny_annotation_without_a_profile if {
	every value in ["", "unconfined", "foo/default"] {
		annotations := {"seccomp.security.alpha.kubernetes.io/pod": value}
		pod := {"metadata": {"annotations": annotations}, "spec": {"containers": [{"name": "a"}]}}
		count(policy.deny) == 1 with input as testing.review([testing.kubernetes("v1/Pod", pod)])
	}
}
