# METADATA
# title: Role may run programs in pods
# description: |
#   Who can run something in a pod, or reach its ports past every network policy, has its secrets and its service
#   account.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/rbac-good-practices/
#     description: Good practices for RBAC
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Leave the right to controllers, and to people for as long as they need it.
#   resources:
#     - rbac.authorization.k8s.io/*
#   topics:
#     - k8s-rbac-pod-exec
#   frameworks:
#     cis-kubernetes-1.8:
#       - "5.1.4"
#     nist-800-53:
#       - "AC-6"
package policies.kubernetes.rbac.pod_exec

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(rule.resource, path, message) if {
	some rule in k8s.rules

	k8s.is_core(rule)
	some name in rule.spec.resources
	some verb in rule.spec.verbs
	verb in _verbs[name]
	path := array.concat(rule.path, ["resources"])
	message := $"{rule.resource.address} may {verb} {name}; expected only controllers to"
}

_verbs := {
	"pods/attach": {"create", "get", "*"},
	"pods/ephemeralcontainers": {"patch", "update", "*"},
	"pods/exec": {"create", "get", "*"},
	"pods/portforward": {"create", "get", "*"},
	"pods/*": {"create", "*"},
}
