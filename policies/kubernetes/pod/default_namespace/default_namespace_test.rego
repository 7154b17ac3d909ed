package policies.kubernetes.pod.default_namespace_test

import data.policies.kubernetes.pod.default_namespace as policy
import data.policies.lib.testing

_in(namespace) := testing.manifest("apps/v1/Deployment", namespace, "api", {"spec": {"template": {"spec": {}}}})

test_deny_whole_finding if {
	policy.deny == {{
		"address": "apps/v1/Deployment/default/api",
		"attribute": ["metadata", "namespace"],
		"message": "apps/v1/Deployment/default/api runs in the namespace default; expected one of its own",
	}} with input as testing.review([_in("default")])
}

test_allow_other if count(policy.deny | policy.warn) == 0 with input as testing.review([_in("shop")])

test_allow_what_has_no_namespace if {
	runtime := testing.kubernetes("serving.kserve.io/v1alpha1/ClusterServingRuntime", {"spec": {"containers": [{"name": "a"}]}})
	count(policy.warn) == 0 with input as testing.review([runtime])
}

test_warn_counts_resources if {
	template := {"template": {"spec": {"containers": [{"name": "a"}]}}}
	cluster := testing.kubernetes("ray.io/v1/RayCluster", {"spec": {"headGroupSpec": template, "workerGroupSpecs": [template]}})
	some finding in policy.warn with input as testing.review([cluster])
	contains(finding.message, "(1 like it here)")
}

test_warn_unknown if {
	count(policy.deny) == 0 with input as testing.review(testing.workloads({}))
	count(policy.warn) == 1 with input as testing.review(testing.workloads({}))
}
