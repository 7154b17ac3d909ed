# METADATA
# title: Nodes are not shielded, mended or kept up to date
# description: |
#   Old nodes keep flaws that everybody knows, broken ones keep being used, and what poses as a node is not noticed.
# related_resources:
#   - ref: https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster
#     description: Hardening
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: >-
#     Set `management { auto_repair = true, auto_upgrade = true }` on node pools, and leave shielded nodes on.
#   resources:
#     - google_container_cluster
#     - google_container_node_pool
#   topics:
#     - gcp-gke-node-hardening
#   frameworks:
#     cis-gke:
#       - "5.5"
#     nist-800-53:
#       - "SI-2"
#       - "SI-7"
package policies.google.gke.node_hardening

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting
import data.policies.lib.unknown

deny contains finding.on(pool, ["management", 0, field], message) if {
	some pool in resources.of_type("google_container_node_pool")

	some field, why in _management
	setting.is_off(pool, ["management", 0, field])
	not unknown.at(pool, ["management"])
	message := $"{pool.address} {why}; expected management with {field} = true"
}

deny contains finding.on(cluster, ["enable_shielded_nodes"], message) if {
	some cluster in resources.of_type("google_container_cluster")

	setting.is_stated_off(cluster, ["enable_shielded_nodes"])
	message := $"{cluster.address} has nodes that are not shielded; expected enable_shielded_nodes = true"
}

deny contains finding.on(resource, _monitoring, message) if {
	some resource in resources.of_types({"google_container_cluster", "google_container_node_pool"})

	setting.is_stated_off(resource, _monitoring)
	message := $"{resource.address} has nodes that are not monitored; expected enable_integrity_monitoring = true"
}

_management := {"auto_repair": "does not mend broken nodes", "auto_upgrade": "does not keep nodes up to date"}

_monitoring := ["node_config", 0, "shielded_instance_config", 0, "enable_integrity_monitoring"]
