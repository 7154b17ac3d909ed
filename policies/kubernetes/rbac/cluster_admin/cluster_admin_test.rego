package policies.kubernetes.rbac.cluster_admin_test

import data.policies.kubernetes.rbac.cluster_admin as policy
import data.policies.lib.testing

_binding(fields) := testing.kubernetes("rbac.authorization.k8s.io/v1/ClusterRoleBinding", object.union(
	{
		"roleRef": {"kind": "ClusterRole", "name": "cluster-admin"},
		"subjects": [{"kind": "ServiceAccount", "name": "ci"}],
	},
	fields,
))

test_deny_whole_finding if {
	policy.deny == {{
		"address": "rbac.authorization.k8s.io/v1/ClusterRoleBinding.this",
		"attribute": ["roleRef", "name"],
		"message": "rbac.authorization.k8s.io/v1/ClusterRoleBinding.this binds ci to cluster-admin",
	}} with input as testing.review([_binding({})])
}

test_warn_in_a_namespace if {
	binding := object.union(_binding({}), {"type": "rbac.authorization.k8s.io/v1beta1/RoleBinding"})
	count(policy.deny) == 0 with input as testing.review([binding])
	count(policy.warn) == 1 with input as testing.review([binding])
}

test_allow if {
	every fields in [
		{"roleRef": {"name": "view"}},
		{"subjects": [{"kind": "Group", "name": "system:masters"}]},
		{"subjects": null},
	] {
		count(policy.deny) == 0 with input as testing.review([_binding(fields)])
	}
}

test_allow_unknown if count(policy.deny) == 0 with input as testing.review([_binding({"roleRef": {"name": null}})])
