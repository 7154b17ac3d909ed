# METADATA
# title: Key vault deletes at once
# description: |
#   Whoever deletes a key by mistake has lost everything that it encrypts. Since provider 3 soft delete is always on.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/key-vault/general/soft-delete-overview
#     description: Soft delete and purge protection
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Remove `soft_delete_enabled = false`.
#   resources:
#     - azurerm_key_vault
#   topics:
#     - az-keyvault-purge
#   frameworks:
#     cis-azure-2.0:
#       - "8.5"
#     nist-800-53:
#       - "CP-9"
package policies.azure.key_vault.soft_delete

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.on(vault, ["soft_delete_enabled"], message) if {
	some vault in resources.of_type("azurerm_key_vault")

	setting.is_stated_off(vault, ["soft_delete_enabled"])
	message := $"{vault.address} deletes at once; expected soft_delete_enabled = true"
}
