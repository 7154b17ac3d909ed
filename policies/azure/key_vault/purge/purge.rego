# METADATA
# title: Key vault can be purged
# description: |
#   Whoever may delete the vault can then destroy its keys for good, and with them everything that they encrypt.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/key-vault/general/soft-delete-overview
#     description: Soft delete and purge protection
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `purge_protection_enabled = true`.
#   resources:
#     - azurerm_key_vault
#   topics:
#     - az-keyvault-purge
#   frameworks:
#     cis-azure-2.0:
#       - "8.5"
#     nist-800-53:
#       - "CP-9"
#       - "SC-12"
package policies.azure.key_vault.purge

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["purge_protection_enabled"]

deny contains fix.set(finding.on(vault, _path, message), _path, true) if {
	some vault in resources.of_type("azurerm_key_vault")

	setting.is_off(vault, _path)
	message := $"{vault.address} can be purged; expected purge_protection_enabled = true"
}
