# METADATA
# title: Storage account answers every network
# description: |
#   Whoever gets hold of a key or a signed link can use it from anywhere. Without network rules the default is to
#   allow.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/storage/common/storage-network-security
#     description: Firewalls and virtual networks
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: >-
#     Add `network_rules { default_action = "Deny" }` with the subnets and addresses that need access, or set
#     `public_network_access_enabled = false`.
#   resources:
#     - azurerm_storage_account
#     - azurerm_storage_account_network_rules
#   topics:
#     - az-storage-default-deny
#   frameworks:
#     cis-azure-2.0:
#       - "3.8"
#     nist-800-53:
#       - "SC-7"
#     soc2:
#       - "CC6.6"
package policies.azure.storage.default_deny

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting
import data.policies.lib.unknown

deny contains fix.set(finding.on(account, path, message), path, "Deny") if {
	some account in resources.of_type("azurerm_storage_account")

	path := ["network_rules", 0, "default_action"]
	lower(setting.of(account, path, "Deny")) == "allow"
	not _is_private(account)
	message := $"{account.address} answers every network; expected network_rules with default_action = \"Deny\""
}

deny contains finding.at(account, message) if {
	some account in resources.of_type("azurerm_storage_account")

	setting.is_absent(account, ["network_rules"])
	not unknown.within(account, ["network_rules"])
	not _is_private(account)
	not resources.is_configured(account, "azurerm_storage_account_network_rules")
	message := $"{account.address} has no network rules, so it answers every network; expected default_action = \"Deny\""
}

deny contains fix.set(finding.on(rules, ["default_action"], message), ["default_action"], "Deny") if {
	some rules in resources.of_type("azurerm_storage_account_network_rules")

	lower(setting.of(rules, ["default_action"], "Deny")) == "allow"
	message := $"{rules.address} lets every network in; expected default_action = \"Deny\""
}

_is_private(account) if setting.is_stated_off(account, ["public_network_access_enabled"])

_is_private(account) if unknown.at(account, ["public_network_access_enabled"])
