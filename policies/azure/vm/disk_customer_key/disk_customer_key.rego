# METADATA
# title: Disk is encrypted with no key of yours
# description: |
#   Keys of the platform cannot be revoked or watched by you.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/virtual-machines/disk-encryption-overview
#     description: Disk encryption
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `disk_encryption_set_id` on the disk.
#   resources:
#     - azurerm_managed_disk
#   topics:
#     - az-disk-encryption
#   frameworks:
#     cis-azure-2.0:
#       - "7.3"
#     nist-800-53:
#       - "SC-28"
package policies.azure.vm.disk_customer_key

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.on(disk, ["disk_encryption_set_id"], message) if {
	some disk in resources.of_type("azurerm_managed_disk")

	every field in _fields { setting.is_absent(disk, [field]) }
	message := $"{disk.address} has no key of yours; expected a disk_encryption_set_id"
}

_fields := ["disk_encryption_set_id", "encryption_settings", "secure_vm_disk_encryption_set_id"]
