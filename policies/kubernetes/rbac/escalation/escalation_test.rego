package policies.kubernetes.rbac.escalation_test

import data.policies.kubernetes.rbac.escalation as policy
import data.policies.lib.testing

_role(rule) := testing.review([testing.kubernetes("rbac.authorization.k8s.io/v1/ClusterRole", {"rules": [rule]})])

test_deny_whole_finding if {
	policy.deny == {{
		"address": "rbac.authorization.k8s.io/v1/ClusterRole.this",
		"attribute": ["rules", 0, "verbs"],
		"message": "rbac.authorization.k8s.io/v1/ClusterRole.this may escalate clusterroles; expected it not to, or only by name",
	}} with input as _role({"apiGroups": ["rbac.authorization.k8s.io"], "resources": ["clusterroles"], "verbs": ["get", "escalate"]})
}

test_deny_every_case if {
	every rule in [
		{"apiGroups": ["rbac.authorization.k8s.io"], "resources": ["roles"], "verbs": ["bind"]},
		{"apiGroups": ["rbac.authorization.k8s.io"], "resources": ["roles"], "verbs": ["*"]},
		{"apiGroups": [""], "resources": ["users", "groups"], "verbs": ["impersonate"]},
	] {
		count(policy.deny) > 0 with input as _role(rule)
	}
}

test_allow if {
	every rule in [
		{"apiGroups": ["rbac.authorization.k8s.io"], "resources": ["roles"], "verbs": ["get"]},
		{"apiGroups": ["rbac.authorization.k8s.io"], "resources": ["clusterroles"], "resourceNames": ["view"], "verbs": ["bind"]},
		{"apiGroups": ["kubedb.com"], "resources": ["x"], "verbs": ["bind"]},
	] {
		count(policy.deny) == 0 with input as _role(rule)
	}
}

test_allow_unknown if count(policy.deny) == 0 with input as _role({"apiGroups": null, "resources": null, "verbs": null})
