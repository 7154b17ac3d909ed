# METADATA
# title: Nodes are not kept up to date
# description: |
#   Old nodes keep flaws that everybody knows.
# related_resources:
#   - ref: https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster
#     description: Hardening
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `management { auto_upgrade = true }`.
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
package policies.google.gke.node_upgrade

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting
import data.policies.lib.unknown

_path := ["management", 0, "auto_upgrade"]

deny contains finding.on(pool, _path, message) if {
	some pool in resources.of_type("google_container_node_pool")

	setting.is_off(pool, _path)
	not unknown.at(pool, ["management"])
	message := $"{pool.address} does not keep nodes up to date; expected management with auto_upgrade = true"
}
