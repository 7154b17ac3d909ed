# METADATA
# title: Subject may do everything in the cluster
# description: |
#   cluster-admin is root of every namespace: whoever gets hold of the account reads every secret and runs anything
#   anywhere.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/rbac-good-practices/
#     description: Good practices for RBAC
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: Bind a role that has what is needed, in the namespace where it is needed.
#   resources:
#     - rbac.authorization.k8s.io/*
#   topics:
#     - k8s-cluster-admin-binding
#   frameworks:
#     cis-kubernetes-1.8:
#       - "5.1.1"
#     nist-800-53:
#       - "AC-6"
#     soc2:
#       - "CC6.3"
package policies.kubernetes.rbac.cluster_admin

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(binding, ["roleRef", "name"], message) if {
	some binding in k8s.of_kinds(["rbac.authorization.k8s.io/ClusterRoleBinding"])

	holders := _holders(binding)
	message := $"{binding.address} binds {holders} to cluster-admin"
}

# In one namespace, its own in many a design: that of a tenant.
warn contains finding.on(binding, ["roleRef", "name"], message) if {
	some binding in k8s.of_kinds(["rbac.authorization.k8s.io/RoleBinding"])

	holders := _holders(binding)
	message := $"{binding.address} binds {holders} to cluster-admin in its namespace; expected a smaller role"
}

# Undefined where nobody gets hold of it.
_holders(binding) := concat(", ", subjects) if {
	binding.after.roleRef.name == "cluster-admin"
	binding.after.roleRef.kind == "ClusterRole"
	subjects := [subject.name | some subject in binding.after.subjects; not _is_built_in(subject)]
	count(subjects) > 0
}

# Kubernetes binds it so itself.
_is_built_in(subject) if {
	subject.kind == "Group"
	subject.name == "system:masters"
}
