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

test_warn_unknown if {
	count(policy.deny) == 0 with input as testing.review(testing.workloads({}))
	count(policy.warn) == 1 with input as testing.review(testing.workloads({}))
}
