# METADATA
# title: Cluster has legacy authorisation
# description: |
#   It grants rights past roles, and every service account has more than it needs.
# related_resources:
#   - ref: https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster
#     description: Hardening
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Remove `enable_legacy_abac`.
#   resources:
#     - google_container_cluster
#   topics:
#     - gcp-gke-legacy-abac
#   frameworks:
#     cis-gke:
#       - "5.8"
#     nist-800-53:
#       - "AC-3"
#   aliases:
#     - google.gke.legacy_auth
package policies.google.gke.legacy_abac

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["enable_legacy_abac"]

deny contains finding.on(cluster, _path, message) if {
	some cluster in resources.of_type("google_container_cluster")

	setting.is_stated_on(cluster, _path)
	message := $"{cluster.address} has legacy authorisation; expected it off"
}
