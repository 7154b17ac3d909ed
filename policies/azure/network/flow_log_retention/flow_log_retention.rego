# METADATA
# title: Flow logs are not kept long enough
# description: |
#   An intrusion is found after weeks: by then nobody can say what talked to what.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/network-watcher/nsg-flow-logs-overview
#     description: Flow logs
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Set `retention_policy { enabled = true, days = 90 }`.
#   resources:
#     - azurerm_network_watcher_flow_log
#   topics:
#     - az-nsg-flow-logs
#   frameworks:
#     cis-azure-2.0:
#       - "6.5"
#     nist-800-53:
#       - "AU-11"
package policies.azure.network.flow_log_retention

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting
import data.policies.lib.values

# Kept for ever, which 0 days mean, is long enough.
deny contains finding.on(log, ["retention_policy", 0, "days"], message) if {
	some log in resources.of_type("azurerm_network_watcher_flow_log")

	days := values.number(setting.of(log, ["retention_policy", 0, "days"], 0))
	days > 0
	days < 90
	message := $"{log.address} is kept for {days} days; expected 90"
}

deny contains finding.on(log, ["retention_policy", 0, "enabled"], message) if {
	some log in resources.of_type("azurerm_network_watcher_flow_log")

	setting.is_stated_off(log, ["retention_policy", 0, "enabled"])
	message := $"{log.address} has no retention; expected retention_policy with enabled = true and days = 90"
}
