# METADATA
# title: Integrity of nodes is not monitored
# description: |
#   A boot sequence that somebody changed is not noticed.
# related_resources:
#   - ref: https://cloud.google.com/kubernetes-engine/docs/how-to/shielded-gke-nodes
#     description: Shielded nodes
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Remove `enable_integrity_monitoring = false`.
#   resources:
#     - google_container_cluster
#     - google_container_node_pool
#   topics:
#     - gcp-gke-node-hardening
#   frameworks:
#     cis-gke:
#       - "5.5"
#     nist-800-53:
#       - "SI-7"
#   aliases:
#     - google.gke.node_hardening
package policies.google.gke.integrity_monitoring

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["node_config", 0, "shielded_instance_config", 0, "enable_integrity_monitoring"]

deny contains finding.on(resource, _path, message) if {
	some resource in resources.of_types({"google_container_cluster", "google_container_node_pool"})

	setting.is_stated_off(resource, _path)
	message := $"{resource.address} has nodes that are not monitored; expected enable_integrity_monitoring = true"
}
