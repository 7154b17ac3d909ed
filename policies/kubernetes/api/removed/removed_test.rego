package policies.kubernetes.api.removed_test

import data.policies.kubernetes.api.removed as policy
import data.policies.lib.testing

_of(type) := testing.review([testing.kubernetes(type, {})])

test_deny_whole_finding if {
	policy.deny == {{
		"address": "policy/v1beta1/PodDisruptionBudget.this",
		"attribute": ["apiVersion"],
		"message": concat("", [
			"policy/v1beta1/PodDisruptionBudget.this is of policy/v1beta1, ",
			"which Kubernetes 1.25 removed; expected policy/v1",
		]),
	}} with input as _of("policy/v1beta1/PodDisruptionBudget")
}

test_deny_every_group if {
	every type in ["extensions/v1beta1/Deployment", "extensions/v1beta1/Ingress", "apps/v1beta2/StatefulSet", "batch/v1beta1/CronJob"] {
		count(policy.deny) == 1 with input as _of(type)
	}
}

test_allow if {
	every type in ["apps/v1/Deployment", "v1/Pod", "networking.k8s.io/v1beta1/IPAddress", "example.com/v1beta1/A", "batch/v1/Job"] {
		count(policy.deny) == 0 with input as _of(type)
	}
}

test_of_the_version_of_the_cluster if {
	ingress := _of("extensions/v1beta1/Ingress")
	count(policy.deny) == 1 with input as ingress with data.tollgate as {"kubernetes_version": "1.22"}
	count(policy.deny) == 0 with input as ingress with data.tollgate as {"kubernetes_version": "1.9"}
}

test_allow_unknown_and_deleted if {
	gone := testing.deleted(testing.kubernetes("apps/v1beta1/Deployment", {}))
	count(policy.deny) == 0 with input as testing.review([gone, testing.kubernetes("odd", {})])
}
