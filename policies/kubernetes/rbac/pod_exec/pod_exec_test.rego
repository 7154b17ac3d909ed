package policies.kubernetes.rbac.pod_exec_test

import data.policies.kubernetes.rbac.pod_exec as policy
import data.policies.lib.testing

_role(rule) := testing.review([testing.kubernetes("rbac.authorization.k8s.io/v1/ClusterRole", {"rules": [rule]})])

test_deny_whole_finding if {
	policy.deny == {{
		"address": "rbac.authorization.k8s.io/v1/ClusterRole.this",
		"attribute": ["rules", 0, "resources"],
		"message": "rbac.authorization.k8s.io/v1/ClusterRole.this may create pods/exec; expected only controllers to",
	}} with input as _role({"apiGroups": [""], "resources": ["pods/exec"], "verbs": ["create"]})
}

test_deny_every_case if {
	every rule in [
		{"apiGroups": [""], "resources": ["pods/ephemeralcontainers"], "verbs": ["patch"]},
		{"apiGroups": ["*"], "resources": ["pods/attach"], "verbs": ["*"]},
		{"apiGroups": [""], "resources": ["pods/portforward"], "verbs": ["create"]},
	] {
		count(policy.deny) > 0 with input as _role(rule)
	}
}

test_allow if {
	every rule in [
		{"apiGroups": [""], "resources": ["pods", "pods/log"], "verbs": ["get", "list", "create"]},
		{"apiGroups": ["apps"], "resources": ["deployments"], "verbs": ["create"]},
		{"apiGroups": ["metrics.k8s.io"], "resources": ["pods"], "verbs": ["*"]},
	] {
		count(policy.deny) == 0 with input as _role(rule)
	}
}

test_allow_unknown if count(policy.deny) == 0 with input as _role({"apiGroups": null, "resources": null, "verbs": null})
