# METADATA
# title: Service takes a port of every node
# description: |
#   A node port is open on every node: past the ingress, its TLS and its access rules.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport
#     description: Node ports
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Use ClusterIP behind an Ingress.
#   resources:
#     - v1/Service
#   topics:
#     - k8s-service-exposed
#   frameworks:
#     nist-800-53:
#       - "SC-7"
#     soc2:
#       - "CC6.6"
#   aliases:
#     - kubernetes.service.exposed
package policies.kubernetes.service.node_port

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(service, ["spec", "type"], message) if {
	some service in k8s.of_kinds(["/Service"])

	service.after.spec.type == "NodePort"
	message := $"{service.address} takes a port of every node (NodePort); expected ClusterIP"
}
