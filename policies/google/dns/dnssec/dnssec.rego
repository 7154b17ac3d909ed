# METADATA
# title: Public zone is not signed
# description: |
#   Answers can then be forged, and visitors and mail led elsewhere.
# related_resources:
#   - ref: https://cloud.google.com/dns/docs/dnssec
#     description: DNSSEC
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Add `dnssec_config { state = "on" }`, and the DS record at the registrar.
#   resources:
#     - google_dns_managed_zone
#   topics:
#     - gcp-dnssec
#   frameworks:
#     cis-gcp-3.0:
#       - "3.3"
#     nist-800-53:
#       - "SC-20"
package policies.google.dns.dnssec

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting
import data.policies.lib.unknown

_path := ["dnssec_config", 0, "state"]

deny contains finding.on(zone, _path, message) if {
	some zone in resources.of_type("google_dns_managed_zone")

	setting.of(zone, ["visibility"], "public") == "public"
	setting.of(zone, _path, "off") in {"", "off"}
	not unknown.at(zone, ["dnssec_config"])
	message := $"{zone.address} is not signed; expected dnssec_config with state = \"on\""
}
