package policies.kubernetes.rbac.secrets_test

import data.policies.kubernetes.rbac.secrets as policy
import data.policies.lib.testing

_role(rule) := testing.review([testing.kubernetes("rbac.authorization.k8s.io/v1/ClusterRole", {"rules": [rule]})])

test_deny_whole_finding if {
	policy.deny == {{
		"address": "rbac.authorization.k8s.io/v1/ClusterRole.this",
		"attribute": ["rules", 0, "resources"],
		"message": "rbac.authorization.k8s.io/v1/ClusterRole.this may get, list secrets; expected none, or named ones",
	}} with input as _role({"apiGroups": [""], "resources": ["secrets"], "verbs": ["get", "list"]})
}

test_deny_every_case if {
	every rule in [
		{"apiGroups": ["*"], "resources": ["pods", "secrets"], "verbs": ["watch"]},
		{"apiGroups": [""], "resources": ["secrets"], "verbs": ["*"]},
	] {
		count(policy.deny) > 0 with input as _role(rule)
	}
}

test_allow if {
	every rule in [
		{"apiGroups": [""], "resources": ["secrets"], "verbs": ["create", "delete"]},
		{"apiGroups": [""], "resources": ["secrets"], "resourceNames": ["a"], "verbs": ["get"]},
		{"apiGroups": ["example.com"], "resources": ["secrets"], "verbs": ["get"]},
		{"apiGroups": [""], "resources": ["configmaps"], "verbs": ["get"]},
	] {
		count(policy.deny) == 0 with input as _role(rule)
	}
}

test_allow_unknown if count(policy.deny) == 0 with input as _role({"apiGroups": null, "resources": null, "verbs": null})
