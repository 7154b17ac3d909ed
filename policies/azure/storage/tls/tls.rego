# METADATA
# title: Storage account accepts old TLS
# description: |
#   TLS 1.0 and 1.1 have known weaknesses, and clients that still use them are forced to by nobody.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/storage/common/transport-layer-security-configure-minimum-version
#     description: Minimum TLS version
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `min_tls_version = "TLS1_2"`.
#   resources:
#     - azurerm_storage_account
#   topics:
#     - az-storage-tls
#   frameworks:
#     cis-azure-2.0:
#       - "3.15"
#     nist-800-53:
#       - "SC-8"
package policies.azure.storage.tls

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["min_tls_version"]

deny contains fix.set(finding.on(account, _path, message), _path, "TLS1_2") if {
	some account in resources.of_type("azurerm_storage_account")

	version := setting.of(account, _path, "TLS1_2")
	version in {"TLS1_0", "TLS1_1"}
	message := $"{account.address} accepts {version}; expected min_tls_version = \"TLS1_2\""
}
