# METADATA
# title: Cluster's API answers the whole internet
# description: |
#   An API that answers everybody is one leaked token away from everybody.
# related_resources:
#   - ref: https://cloud.google.com/kubernetes-engine/docs/concepts/network-isolation
#     description: Network isolation
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: >-
#     Set `enable_private_endpoint = true` in `private_cluster_config`, or `master_authorized_networks_config`.
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
package policies.google.gke.open_api

import data.policies.lib.finding
import data.policies.lib.network
import data.policies.lib.resources
import data.policies.lib.setting
import data.policies.lib.unknown

_endpoint := ["private_cluster_config", 0, "enable_private_endpoint"]

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
