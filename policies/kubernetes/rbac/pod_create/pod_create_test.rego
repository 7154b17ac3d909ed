package policies.kubernetes.rbac.pod_create_test

import data.policies.kubernetes.rbac.pod_create as policy
import data.policies.lib.testing

_role(rule) := testing.review([testing.kubernetes("rbac.authorization.k8s.io/v1/ClusterRole", {"rules": [rule]})])

test_deny_whole_finding if {
	policy.deny == {{
		"address": "rbac.authorization.k8s.io/v1/ClusterRole.this",
		"attribute": ["rules", 0, "resources"],
		"message": "rbac.authorization.k8s.io/v1/ClusterRole.this may create pods; expected only controllers to",
	}} with input as _role({"apiGroups": [""], "resources": ["pods"], "verbs": ["create"]})
}

test_deny_every_verb if {
	count(policy.deny) == 1 with input as _role({"apiGroups": ["*"], "resources": ["pods"], "verbs": ["*"]})
}

test_allow if {
	every rule in [
		{"apiGroups": [""], "resources": ["pods", "pods/log"], "verbs": ["get", "list"]},
		{"apiGroups": [""], "resources": ["pods/exec"], "verbs": ["create"]},
		{"apiGroups": ["metrics.k8s.io"], "resources": ["pods"], "verbs": ["*"]},
	] {
		count(policy.deny) == 0 with input as _role(rule)
	}
}

test_allow_unknown if count(policy.deny) == 0 with input as _role({"apiGroups": null, "resources": null, "verbs": null})
