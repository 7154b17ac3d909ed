# METADATA
# title: Blobs can be read by everybody
# description: |
#   Anonymous access needs no key and leaves no name in a log. Since provider 3 an account lets its containers be
#   made public unless it says otherwise.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/storage/blobs/anonymous-read-access-prevent
#     description: Prevent anonymous access
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: >-
#     Set `allow_nested_items_to_be_public = false` on the account and `container_access_type = "private"` on
#     containers.
#   resources:
#     - azurerm_storage_account
#     - azurerm_storage_container
#   topics:
#     - az-storage-public-blob
#   frameworks:
#     cis-azure-2.0:
#       - "3.7"
#     nist-800-53:
#       - "AC-3"
#     soc2:
#       - "CC6.1"
package policies.azure.storage.public_blob

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

deny contains fix.set(finding.on(account, [field], message), [field], false) if {
	some account in resources.of_type("azurerm_storage_account")

	some field in _fields
	setting.is_stated_on(account, [field])
	message := $"{account.address} lets its containers be made public; expected {field} = false"
}

deny contains fix.set(finding.on(container, _access, message), _access, "private") if {
	some container in resources.of_type("azurerm_storage_container")

	access := lower(setting.of(container, _access, "private"))
	access in {"blob", "container"}
	message := $"{container.address} can be read by everybody ({access}); expected container_access_type = \"private\""
}

# Off by default before provider 3, on since: what the version is, the resource does not say.
warn contains fix.set(finding.on(account, [field], message), [field], false) if {
	some account in resources.of_type("azurerm_storage_account")

	every name in _fields { setting.is_absent(account, [name]) }
	not setting.is_stated_off(account, ["public_network_access_enabled"])
	not _has_shares_alone(account)
	field := "allow_nested_items_to_be_public"
	message := $"{account.address} lets its containers be made public by default; expected {field} = false"
}

_has_shares_alone(account) if lower($"{account.after.account_kind}") == "filestorage"

_access := ["container_access_type"]

_fields := ["allow_blob_public_access", "allow_nested_items_to_be_public"]
