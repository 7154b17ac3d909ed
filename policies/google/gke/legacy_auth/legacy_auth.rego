# METADATA
# title: Cluster has legacy authorisation, passwords or client certificates
# description: |
#   Such access goes past roles, cannot be taken back, and no log ties it to a person.
# related_resources:
#   - ref: https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster
#     description: Hardening
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Remove `enable_legacy_abac` and what `master_auth` issues.
#   resources:
#     - google_container_cluster
#   topics:
#     - gcp-gke-legacy-abac
#   frameworks:
#     cis-gke:
#       - "5.8"
#     nist-800-53:
#       - "AC-3"
package policies.google.gke.legacy_auth

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.on(cluster, path, message) if {
	some cluster in resources.of_type("google_container_cluster")

	some path, why in _switches
	setting.is_stated_on(cluster, path)
	message := $"{cluster.address} {why}; expected it off"
}

deny contains finding.on(cluster, ["master_auth", 0, field], message) if {
	some cluster in resources.of_type("google_container_cluster")

	some field in ["password", "username"]
	not setting.of(cluster, ["master_auth", 0, field], "") in {"", null}
	message := $"{cluster.address} has a {field} for its API; expected none"
}

_switches := {
	["enable_legacy_abac"]: "has legacy authorisation",
	["master_auth", 0, "client_certificate_config", 0, "issue_client_certificate"]: "issues a client certificate",
}
