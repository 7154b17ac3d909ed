# METADATA
# title: Registry has an admin account
# description: |
#   It is one password with every right that people and machines share, and that no log ties to a person.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/container-registry/container-registry-authentication
#     description: Authentication
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `admin_enabled = false`, and give identities the roles AcrPull and AcrPush.
#   resources:
#     - azurerm_container_registry
#   topics:
#     - az-acr-admin
#   frameworks:
#     nist-800-53:
#       - "AC-6"
#       - "IA-2"
package policies.azure.container_registry.admin

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["admin_enabled"]

deny contains fix.set(finding.on(registry, _path, message), _path, false) if {
	some registry in resources.of_type("azurerm_container_registry")

	setting.is_stated_on(registry, _path)
	message := $"{registry.address} has an admin account; expected admin_enabled = false"
}
