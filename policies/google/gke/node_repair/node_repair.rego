# METADATA
# title: Broken nodes are not mended
# description: |
#   A node that fails its health checks keeps being used.
# related_resources:
#   - ref: https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster
#     description: Hardening
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `management { auto_repair = true }`.
#   resources:
#     - google_container_node_pool
#   topics:
#     - gcp-gke-node-hardening
#   frameworks:
#     cis-gke:
#       - "5.5"
#     nist-800-53:
#       - "SI-2"
#   aliases:
#     - google.gke.node_hardening
package policies.google.gke.node_repair

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting
import data.policies.lib.unknown

_path := ["management", 0, "auto_repair"]

deny contains finding.on(pool, _path, message) if {
	some pool in resources.of_type("google_container_node_pool")

	setting.is_off(pool, _path)
	not unknown.at(pool, ["management"])
	message := $"{pool.address} does not mend broken nodes; expected management with auto_repair = true"
}
