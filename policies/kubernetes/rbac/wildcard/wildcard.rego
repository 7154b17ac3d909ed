# METADATA
# title: Role gives whatever there is
# description: |
#   A wildcard also gives what is added to the cluster later. With it a role that was meant to be small can do
#   anything.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/rbac-good-practices/
#     description: Good practices for RBAC
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Name the API groups, resources and verbs that are needed.
#   resources:
#     - rbac.authorization.k8s.io/*
#   topics:
#     - k8s-rbac-wildcard
#   frameworks:
#     cis-kubernetes-1.8:
#       - "5.1.3"
#     nist-800-53:
#       - "AC-6"
package policies.kubernetes.rbac.wildcard

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(rule.resource, path, message) if {
	some rule in k8s.rules

	fields := [field | some field in ["verbs", "resources", "apiGroups"]; "*" in rule.spec[field]]
	count(fields) > 0
	path := array.concat(rule.path, [fields[0]])
	message := $"{rule.resource.address} has a wildcard in {concat(", ", fields)}; expected names"
}
