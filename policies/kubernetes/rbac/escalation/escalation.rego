# METADATA
# title: Role may give itself more rights
# description: |
#   With bind or escalate a subject gives itself any role, and with impersonate it is anybody: a small role that is as
#   strong as cluster-admin.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/rbac-good-practices/
#     description: Good practices for RBAC
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: Remove the verbs, or hold them to roles and users by `resourceNames`.
#   resources:
#     - rbac.authorization.k8s.io/*
#   topics:
#     - k8s-rbac-escalate
#   frameworks:
#     cis-kubernetes-1.8:
#       - "5.1.8"
#     nist-800-53:
#       - "AC-6"
package policies.kubernetes.rbac.escalation

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(rule.resource, path, message) if {
	some rule in k8s.rules

	some verb in rule.spec.verbs
	some name in rule.spec.resources
	name in _targets[verb]
	count(object.get(rule.spec, "resourceNames", [])) == 0
	path := array.concat(rule.path, ["verbs"])
	message := $"{rule.resource.address} may {verb} {name}; expected it not to, or only by name"
}

_roles := {"roles", "clusterroles", "*"}

_targets := {
	"*": {"roles", "clusterroles"}, # all verbs, these among them; wildcards of resources have a policy of their own
	"bind": (_roles | {"rolebindings", "clusterrolebindings"}),
	"escalate": _roles,
	"impersonate": {"users", "groups", "serviceaccounts", "uids", "userextras/scopes", "*"},
}
