package policies.kubernetes.pod.gpu_test

import data.policies.kubernetes.pod.gpu as policy
import data.policies.lib.testing

_gpu := {"nvidia.com/gpu": 1}

_pod(resources, fields) := testing.deployment(object.union({"containers": [{"name": "app", "resources": resources}]}, fields))

test_deny_whole_finding if {
	policy.deny == {{
		"address": "apps/v1/Deployment.this",
		"attribute": ["spec", "template", "spec", "containers", 0, "resources"],
		"message": "apps/v1/Deployment.this: container app takes nvidia.com/gpu on whatever node has one",
	}} with input as testing.review([_pod({"limits": _gpu}, {})])
}

test_deny_request_without_limit if {
	count(policy.deny) == 1 with input as testing.review([_pod({"requests": _gpu}, {"nodeSelector": {"a": "b"}})])
}

test_allow if {
	every fields in [
		{"nodeSelector": {"a": "b"}},
		{"tolerations": [{"key": "nvidia.com/gpu"}]},
		{"affinity": {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {}}}},
		{"nodeName": "a"},
		{"runtimeClassName": "nvidia"},
	] {
		count(policy.deny) == 0 with input as testing.review([_pod({"limits": _gpu, "requests": _gpu}, fields)])
	}
	count(policy.deny) == 0 with input as testing.review([_pod({"limits": {"cpu": 1}, "requests": {"cpu": 1}}, {})])
}

test_allow_unknown if count(policy.deny) == 0 with input as testing.review([_pod(null, {})])
