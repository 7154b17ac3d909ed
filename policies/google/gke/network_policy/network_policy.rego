# METADATA
# title: Cluster has no network policies
# description: |
#   Every pod can then talk to every other, and an intruder in one is in all.
# related_resources:
#   - ref: https://cloud.google.com/kubernetes-engine/docs/how-to/network-policy
#     description: Network policies
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: >-
#     Set `datapath_provider = "ADVANCED_DATAPATH"` on a new cluster, or `network_policy { enabled = true }`.
#   resources:
#     - google_container_cluster
#   topics:
#     - gcp-gke-network-policy
#   frameworks:
#     cis-gke:
#       - "5.6.7"
#     nist-800-53:
#       - "AC-4"
package policies.google.gke.network_policy

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

# Autopilot always has them.
deny contains finding.on(cluster, ["network_policy"], message) if {
	some cluster in resources.of_type("google_container_cluster")

	setting.is_off(cluster, ["network_policy", 0, "enabled"])
	setting.of(cluster, ["datapath_provider"], "LEGACY_DATAPATH") != "ADVANCED_DATAPATH"
	setting.is_off(cluster, ["enable_autopilot"])
	message := $"{cluster.address} has no network policies; expected datapath_provider = \"ADVANCED_DATAPATH\""
}
