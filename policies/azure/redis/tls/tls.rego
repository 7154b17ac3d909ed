# METADATA
# title: Redis cache accepts connections without TLS, or with an old one
# description: |
#   Keys and data then cross the network where everybody on the way can read them.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/azure-cache-for-redis/cache-remove-tls-10-11
#     description: TLS of caches
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: >-
#     Remove `non_ssl_port_enabled` (`enable_non_ssl_port` before provider 4), and set `minimum_tls_version =
#     "1.2"`.
#   resources:
#     - azurerm_redis_cache
#   topics:
#     - az-redis-tls
#   frameworks:
#     nist-800-53:
#       - "SC-8"
#     soc2:
#       - "CC6.7"
package policies.azure.redis.tls

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

deny contains fix.set(finding.on(cache, [field], message), [field], false) if {
	some cache in resources.of_type("azurerm_redis_cache")

	some field in ["enable_non_ssl_port", "non_ssl_port_enabled"]
	setting.is_stated_on(cache, [field])
	message := $"{cache.address} accepts connections without TLS; expected {field} = false"
}

deny contains fix.set(finding.on(cache, ["minimum_tls_version"], message), ["minimum_tls_version"], "1.2") if {
	some cache in resources.of_type("azurerm_redis_cache")

	version := $"{setting.of(cache, ["minimum_tls_version"], "1.2")}"
	version in {"1", "1.0", "1.1"}
	message := $"{cache.address} accepts TLS {version}; expected minimum_tls_version = \"1.2\""
}
