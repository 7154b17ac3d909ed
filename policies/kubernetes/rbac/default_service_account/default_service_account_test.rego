package policies.kubernetes.rbac.default_service_account_test

import data.policies.kubernetes.rbac.default_service_account as policy
import data.policies.lib.testing

_binding(subject) := testing.manifest("rbac.authorization.k8s.io/v1/RoleBinding", "shop", "a", {
	"roleRef": {"kind": "Role", "name": "edit"},
	"subjects": [subject],
})

test_deny_whole_finding if {
	policy.deny == {{
		"address": "rbac.authorization.k8s.io/v1/RoleBinding/shop/a",
		"attribute": ["subjects", 0, "name"],
		"message": "rbac.authorization.k8s.io/v1/RoleBinding/shop/a gives edit to the default service account",
	}} with input as testing.review([_binding({"kind": "ServiceAccount", "name": "default"})])
}

test_deny_pod if {
	count(policy.deny) == 1 with input as testing.review([testing.deployment({"serviceAccountName": "default"})])
}

test_allow if {
	every subject in [{"kind": "ServiceAccount", "name": "api"}, {"kind": "User", "name": "default"}] {
		count(policy.deny) == 0 with input as testing.review([_binding(subject), testing.deployment({})])
	}
}

test_allow_unknown if {
	count(policy.deny) == 0 with input as testing.review([testing.deployment({"serviceAccountName": null})])
}
