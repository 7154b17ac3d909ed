# METADATA
# title: Nodes of the cluster have public addresses
# description: |
#   Such nodes are one firewall rule away from everybody.
# related_resources:
#   - ref: https://cloud.google.com/kubernetes-engine/docs/concepts/network-isolation
#     description: Network isolation
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Set `enable_private_nodes = true` in `private_cluster_config`.
#   resources:
#     - google_container_cluster
#   topics:
#     - gcp-gke-private
#   frameworks:
#     cis-gke:
#       - "5.6"
#     nist-800-53:
#       - "SC-7"
#   aliases:
#     - google.gke.private
package policies.google.gke.private_nodes

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["private_cluster_config", 0, "enable_private_nodes"]

deny contains finding.on(cluster, _path, message) if {
	some cluster in resources.of_type("google_container_cluster")

	setting.is_off(cluster, _path)
	message := $"{cluster.address} has nodes with public addresses; expected enable_private_nodes = true"
}
