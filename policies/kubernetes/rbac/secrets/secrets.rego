# METADATA
# title: Role may read secrets
# description: |
#   Whoever may list secrets reads all of them, also those of other programs and the tokens of service accounts.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/rbac-good-practices/
#     description: Good practices for RBAC
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Name the secrets in `resourceNames` with the verb get, or mount them instead.
#   resources:
#     - rbac.authorization.k8s.io/*
#   topics:
#     - k8s-rbac-secrets
#   frameworks:
#     cis-kubernetes-1.8:
#       - "5.1.2"
#     nist-800-53:
#       - "AC-6"
package policies.kubernetes.rbac.secrets

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(rule.resource, path, message) if {
	some rule in k8s.rules

	"secrets" in rule.spec.resources
	k8s.is_core(rule)
	verbs := [verb | some verb in rule.spec.verbs; verb in {"*", "get", "list", "watch"}]
	count(verbs) > 0
	not _is_named(rule, verbs)
	path := array.concat(rule.path, ["resources"])
	message := $"{rule.resource.address} may {concat(", ", verbs)} secrets; expected none, or named ones"
}

# Lists are not held to names by every client, but by the API server they are.
_is_named(rule, verbs) if {
	count(rule.spec.resourceNames) > 0
	not "*" in verbs
}
