# METADATA
# title: Role may make pods
# description: |
#   Who can make a pod has every secret and every service account of the namespace, and often the node.
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
package policies.kubernetes.rbac.pod_create

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(rule.resource, path, message) if {
	some rule in k8s.rules

	k8s.is_core(rule)
	"pods" in rule.spec.resources
	some verb in rule.spec.verbs
	verb in {"create", "*"}
	path := array.concat(rule.path, ["resources"])
	message := $"{rule.resource.address} may {verb} pods; expected only controllers to"
}
