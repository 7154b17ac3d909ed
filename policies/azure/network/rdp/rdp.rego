# METADATA
# title: RDP is open to the internet
# description: |
#   Scanners find the port within minutes and try passwords and known flaws until one works.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/virtual-network/network-security-groups-overview
#     description: Network security groups
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: Name the addresses that need it in `source_address_prefixes`, or use Azure Bastion.
#   resources:
#     - azurerm_network_security_group
#     - azurerm_network_security_rule
#   topics:
#     - az-nsg-rdp
#   frameworks:
#     cis-azure-2.0:
#       - "6.1"
#     nist-800-53:
#       - "SC-7"
#     soc2:
#       - "CC6.6"
package policies.azure.network.rdp

import data.policies.lib.azure
import data.policies.lib.finding
import data.policies.lib.network

deny contains finding.on(rule.resource, rule.attribute, message) if {
	some rule in azure.world_ingress

	network.lets_through(rule, "tcp", 3389)
	message := $"{rule.resource.address} lets {rule.range} reach RDP (3389); expected named source addresses"
}
