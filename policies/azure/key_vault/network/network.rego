# METADATA
# title: Key vault answers every network
# description: |
#   A stolen token then opens the vault from anywhere. Without network rules the default is to allow.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/key-vault/general/network-security
#     description: Key vault firewall
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: >-
#     Add `network_acls { default_action = "Deny", bypass = "AzureServices" }`, or set
#     `public_network_access_enabled = false`.
#   resources:
#     - azurerm_key_vault
#   topics:
#     - az-keyvault-network
#   frameworks:
#     cis-azure-2.0:
#       - "8.7"
#     nist-800-53:
#       - "SC-7"
package policies.azure.key_vault.network

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting
import data.policies.lib.unknown

_path := ["network_acls", 0, "default_action"]

deny contains finding.on(vault, _path, message) if {
	some vault in resources.of_type("azurerm_key_vault")

	lower(setting.of(vault, _path, "Allow")) == "allow"
	not setting.is_stated_off(vault, ["public_network_access_enabled"])
	not unknown.at(vault, ["public_network_access_enabled"])
	message := $"{vault.address} answers every network; expected network_acls with default_action = \"Deny\""
}
