# METADATA
# title: Database lets the whole internet in
# description: |
#   One leaked password, or one flaw in the server, and the data is anybody's.
# related_resources:
#   - ref: https://cloud.google.com/sql/docs/postgres/configure-ip
#     description: Authorised networks
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: >-
#     Remove `0.0.0.0/0` from `authorized_networks`; connect over a private address or the Cloud SQL Auth Proxy.
#   resources:
#     - google_sql_database_instance
#   topics:
#     - gcp-sql-public
#   frameworks:
#     cis-gcp-3.0:
#       - "6.5"
#     nist-800-53:
#       - "SC-7"
package policies.google.sql.open

import data.policies.lib.finding
import data.policies.lib.network
import data.policies.lib.resources

deny contains finding.on(instance, path, message) if {
	some instance in resources.of_type("google_sql_database_instance")

	some index, allowed in instance.after.settings[0].ip_configuration[0].authorized_networks
	network.is_world(allowed.value)
	path := ["settings", 0, "ip_configuration", 0, "authorized_networks", index, "value"]
	message := $"{instance.address} lets {allowed.value} in; expected the networks that need access"
}
