# METADATA
# title: Storage account accepts plain HTTP
# description: |
#   Access keys, tokens and data then cross networks where everybody on the way can read and change them.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/storage/common/storage-require-secure-transfer
#     description: Require secure transfer
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: >-
#     Set `https_traffic_only_enabled = true` (`enable_https_traffic_only` before provider 3.112), or remove it.
#   resources:
#     - azurerm_storage_account
#   topics:
#     - az-storage-https
#   frameworks:
#     cis-azure-2.0:
#       - "3.1"
#     nist-800-53:
#       - "SC-8"
#     soc2:
#       - "CC6.7"
package policies.azure.storage.https

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

deny contains fix.set(finding.on(account, [field], message), [field], true) if {
	some account in resources.of_type("azurerm_storage_account")

	some field in _fields
	setting.is_stated_off(account, [field])
	not _is_for_nfs(account)
	message := $"{account.address} accepts plain HTTP; expected {field} = true"
}

# NFS knows no encryption: its shares answer only where the setting is off, and only in named networks.
_is_for_nfs(account) if {
	lower($"{account.after.account_kind}") == "filestorage"
	shares := [share |
		some share in resources.of_type("azurerm_storage_share")
		some reference in share.references
		resources.means(reference, account)
	]
	count(shares) > 0
	every share in shares { share.after.enabled_protocol == "NFS" }
}

# Both default to true: the name before provider 3.112, and the one since.
_fields := ["enable_https_traffic_only", "https_traffic_only_enabled"]
