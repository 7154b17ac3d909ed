# METADATA
# title: Database has a public address
# description: |
#   It is one authorised network, or one flaw, away from everybody. The default is to have one.
# related_resources:
#   - ref: https://cloud.google.com/sql/docs/postgres/private-ip
#     description: Private addresses
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: >-
#     Set `ipv4_enabled = false` in `ip_configuration`, with a `private_network` or Private Service Connect.
#   resources:
#     - google_sql_database_instance
#   topics:
#     - gcp-sql-public
#   frameworks:
#     cis-gcp-3.0:
#       - "6.6"
#     nist-800-53:
#       - "SC-7"
package policies.google.sql.public_ip

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["settings", 0, "ip_configuration", 0, "ipv4_enabled"]

deny contains fix.set(finding.on(instance, _path, message), _path, false) if {
	some instance in resources.of_type("google_sql_database_instance")

	count(setting.of(instance, ["settings"], [])) > 0
	setting.is_on(instance, _path)
	message := $"{instance.address} has a public address; expected ipv4_enabled = false"
}
