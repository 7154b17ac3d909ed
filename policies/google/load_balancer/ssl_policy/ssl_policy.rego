# METADATA
# title: TLS policy allows weak ciphers or old TLS
# description: |
#   TLS 1.0 and 1.1 and the ciphers of the profile COMPATIBLE have known weaknesses. Both are the defaults.
# related_resources:
#   - ref: https://cloud.google.com/load-balancing/docs/ssl-policies-concepts
#     description: SSL policies
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `profile = "RESTRICTED"`, or `"MODERN"` with `min_tls_version = "TLS_1_2"`.
#   resources:
#     - google_compute_region_ssl_policy
#     - google_compute_ssl_policy
#   topics:
#     - gcp-ssl-policy
#   frameworks:
#     cis-gcp-3.0:
#       - "3.9"
#     nist-800-53:
#       - "SC-13"
#       - "SC-8"
package policies.google.load_balancer.ssl_policy

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

deny contains fix.set(finding.on(policy, ["profile"], message), ["profile"], "RESTRICTED") if {
	some policy in resources.of_types(_types)

	setting.of(policy, ["profile"], "COMPATIBLE") == "COMPATIBLE"
	message := $"{policy.address} allows weak ciphers; expected profile = \"RESTRICTED\""
}

# The ciphers of the profile RESTRICTED exist in TLS 1.2 and later alone.
deny contains fix.set(finding.on(policy, ["min_tls_version"], message), ["min_tls_version"], "TLS_1_2") if {
	some policy in resources.of_types(_types)

	setting.of(policy, ["profile"], "COMPATIBLE") in {"COMPATIBLE", "CUSTOM", "MODERN"}
	setting.of(policy, ["min_tls_version"], "TLS_1_0") in {"TLS_1_0", "TLS_1_1"}
	message := $"{policy.address} allows old TLS; expected min_tls_version = \"TLS_1_2\""
}

deny contains finding.on(policy, ["custom_features", index], message) if {
	some policy in resources.of_types(_types)

	some index, cipher in policy.after.custom_features
	cipher in _weak
	message := $"{policy.address} allows {cipher}; expected ciphers with forward secrecy"
}

_weak := {
	"TLS_RSA_WITH_3DES_EDE_CBC_SHA",
	"TLS_RSA_WITH_AES_128_CBC_SHA",
	"TLS_RSA_WITH_AES_128_GCM_SHA256",
	"TLS_RSA_WITH_AES_256_CBC_SHA",
	"TLS_RSA_WITH_AES_256_GCM_SHA384",
}

_types := {"google_compute_region_ssl_policy", "google_compute_ssl_policy"}
