# METADATA
# title: Nodes are not shielded
# description: |
#   A machine that poses as a node is taken for one, and gets its secrets.
# related_resources:
#   - ref: https://cloud.google.com/kubernetes-engine/docs/how-to/shielded-gke-nodes
#     description: Shielded nodes
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Remove `enable_shielded_nodes = false`.
#   resources:
#     - google_container_cluster
#   topics:
#     - gcp-gke-node-hardening
#   frameworks:
#     cis-gke:
#       - "5.5"
#     nist-800-53:
#       - "SI-7"
#   aliases:
#     - google.gke.node_hardening
package policies.google.gke.shielded_nodes

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.on(cluster, ["enable_shielded_nodes"], message) if {
	some cluster in resources.of_type("google_container_cluster")

	setting.is_stated_off(cluster, ["enable_shielded_nodes"])
	message := $"{cluster.address} has nodes that are not shielded; expected enable_shielded_nodes = true"
}
