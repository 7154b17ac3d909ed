# METADATA
# title: Cluster's nodes or API are open to the internet
# description: |
#   Nodes with public addresses are one firewall rule away from everybody, and an API that answers everybody one
#   leaked token.
# related_resources:
#   - ref: https://cloud.google.com/kubernetes-engine/docs/concepts/network-isolation
#     description: Network isolation
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: >-
#     Set `enable_private_nodes = true` in `private_cluster_config`, with `enable_private_endpoint = true` or
#     `master_authorized_networks_config`.
#   resources:
#     - google_container_cluster
#   topics:
#     - gcp-gke-private
#   frameworks:
#     cis-gke:
#       - "5.6"
#     nist-800-53:
#       - "SC-7"
package policies.google.gke.private

import data.policies.lib.finding
import data.policies.lib.network
import data.policies.lib.resources
import data.policies.lib.setting
import data.policies.lib.unknown

_nodes := ["private_cluster_config", 0, "enable_private_nodes"]

_endpoint := ["private_cluster_config", 0, "enable_private_endpoint"]

deny contains finding.on(cluster, _nodes, message) if {
	some cluster in resources.of_type("google_container_cluster")

	setting.is_off(cluster, _nodes)
	message := $"{cluster.address} has nodes with public addresses; expected enable_private_nodes = true"
}

deny contains finding.on(cluster, ["master_authorized_networks_config"], message) if {
	some cluster in resources.of_type("google_container_cluster")

	setting.is_off(cluster, _endpoint)
	not setting.is_stated_off(cluster, ["control_plane_endpoints_config", 0, "ip_endpoints_config", 0, "enabled"])
	_lets_all_in(cluster)
	message := $"{cluster.address} has an API that answers everybody; expected master_authorized_networks_config"
}

_lets_all_in(cluster) if {
	setting.is_absent(cluster, ["master_authorized_networks_config"])
	not unknown.within(cluster, ["master_authorized_networks_config"])
}

_lets_all_in(cluster) if {
	some block in cluster.after.master_authorized_networks_config[0].cidr_blocks
	network.is_world(block.cidr_block)
}
