# METADATA
# title: Database accepts connections without TLS
# description: |
#   Passwords and rows then cross the network where everybody on the way can read them.
# related_resources:
#   - ref: https://cloud.google.com/sql/docs/postgres/configure-ssl-instance
#     description: TLS of instances
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Set `ssl_mode = "ENCRYPTED_ONLY"` in `ip_configuration` (`require_ssl = true` before provider 6).
#   resources:
#     - google_sql_database_instance
#   topics:
#     - gcp-sql-tls
#   frameworks:
#     cis-gcp-3.0:
#       - "6.4"
#     nist-800-53:
#       - "SC-8"
package policies.google.sql.tls

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["settings", 0, "ip_configuration", 0, "ssl_mode"]

_older := ["settings", 0, "ip_configuration", 0, "require_ssl"]

deny contains finding.on(instance, _path, message) if {
	some instance in resources.of_type("google_sql_database_instance")

	count(setting.of(instance, ["settings"], [])) > 0
	setting.of(instance, _path, "ALLOW_UNENCRYPTED_AND_ENCRYPTED") in _open
	setting.is_off(instance, _older)
	message := $"{instance.address} accepts connections without TLS; expected ssl_mode = \"ENCRYPTED_ONLY\""
}

_open := {"", "ALLOW_UNENCRYPTED_AND_ENCRYPTED", "SSL_MODE_UNSPECIFIED"}
