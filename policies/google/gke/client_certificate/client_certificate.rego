# METADATA
# title: Cluster issues a client certificate
# description: |
#   Such a certificate cannot be taken back, and no log ties it to a person.
# related_resources:
#   - ref: https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster
#     description: Hardening
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Remove `issue_client_certificate = true`.
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
package policies.google.gke.client_certificate

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["master_auth", 0, "client_certificate_config", 0, "issue_client_certificate"]

deny contains finding.on(cluster, _path, message) if {
	some cluster in resources.of_type("google_container_cluster")

	setting.is_stated_on(cluster, _path)
	message := $"{cluster.address} issues a client certificate; expected it off"
}
