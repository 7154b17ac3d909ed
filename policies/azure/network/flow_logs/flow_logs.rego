# METADATA
# title: Flow logs are off
# description: |
#   After an intrusion nobody can say what talked to what.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/network-watcher/nsg-flow-logs-overview
#     description: Flow logs
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Set `enabled = true`.
#   resources:
#     - azurerm_network_watcher_flow_log
#   topics:
#     - az-nsg-flow-logs
#   frameworks:
#     nist-800-53:
#       - "AU-12"
package policies.azure.network.flow_logs

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.on(log, ["enabled"], $"{log.address} is switched off; expected enabled = true") if {
	some log in resources.of_type("azurerm_network_watcher_flow_log")

	setting.is_stated_off(log, ["enabled"])
}
