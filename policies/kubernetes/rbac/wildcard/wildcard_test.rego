package policies.kubernetes.rbac.wildcard_test

import data.policies.kubernetes.rbac.wildcard as policy
import data.policies.lib.testing

_role(rule) := testing.review([testing.kubernetes("rbac.authorization.k8s.io/v1/ClusterRole", {"rules": [rule]})])

test_deny_whole_finding if {
	policy.deny == {{
		"address": "rbac.authorization.k8s.io/v1/ClusterRole.this",
		"attribute": ["rules", 0, "verbs"],
		"message": "rbac.authorization.k8s.io/v1/ClusterRole.this has a wildcard in verbs; expected names",
	}} with input as _role({"apiGroups": [""], "resources": ["pods"], "verbs": ["*"]})
}

test_deny_every_case if {
	every rule in [
		{"apiGroups": ["*"], "resources": ["pods"], "verbs": ["get"]},
		{"apiGroups": [""], "resources": ["*"], "verbs": ["get"]},
	] {
		count(policy.deny) > 0 with input as _role(rule)
	}
}

test_allow if {
	every rule in [
		{"apiGroups": [""], "resources": ["pods", "*/scale"], "verbs": ["get", "list"]},
		{"nonResourceURLs": ["/healthz/*"], "verbs": ["get"]},
	] {
		count(policy.deny) == 0 with input as _role(rule)
	}
}

test_allow_unknown if count(policy.deny) == 0 with input as _role({"apiGroups": null, "resources": null, "verbs": null})
