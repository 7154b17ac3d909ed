# METADATA
# title: API of the cluster takes a password
# description: |
#   A password cannot be taken back from one person, and no log ties it to anybody.
# related_resources:
#   - ref: https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster
#     description: Hardening
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Remove `username` and `password` from `master_auth`.
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
package policies.google.gke.basic_auth

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.on(cluster, ["master_auth", 0, field], message) if {
	some cluster in resources.of_type("google_container_cluster")

	some field in ["password", "username"]
	not setting.of(cluster, ["master_auth", 0, field], "") in {"", null}
	message := $"{cluster.address} has a {field} for its API; expected none"
}
