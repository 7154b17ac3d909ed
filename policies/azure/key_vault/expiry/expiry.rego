# METADATA
# title: Key or secret never expires
# description: |
#   What has no end is never changed, and whoever copied it once holds it for ever.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/key-vault/secrets/about-secrets
#     description: Secrets and their attributes
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Set `expiration_date`; a key may have a `rotation_policy` with `expire_after` instead.
#   resources:
#     - azurerm_key_vault_key
#     - azurerm_key_vault_secret
#   topics:
#     - az-keyvault-expiry
#   frameworks:
#     cis-azure-2.0:
#       - "8.1"
#       - "8.2"
#       - "8.3"
#       - "8.4"
#     nist-800-53:
#       - "SC-12"
package policies.azure.key_vault.expiry

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.on(resource, ["expiration_date"], message) if {
	some resource in resources.of_types({"azurerm_key_vault_key", "azurerm_key_vault_secret"})

	setting.is_absent(resource, ["expiration_date"])
	setting.is_absent(resource, ["rotation_policy", 0, "expire_after"])
	message := $"{resource.address} never expires; expected an expiration_date"
}
