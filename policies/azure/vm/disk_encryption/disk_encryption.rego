# METADATA
# title: Disk switches its encryption off
# description: |
#   The data is in clear for whoever gets a copy of the disk inside the machine.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/virtual-machines/disk-encryption-overview
#     description: Disk encryption
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Remove `encryption_settings { enabled = false }`; set `disk_encryption_set_id`.
#   resources:
#     - azurerm_managed_disk
#   topics:
#     - az-disk-encryption
#   frameworks:
#     cis-azure-2.0:
#       - "7.3"
#     nist-800-53:
#       - "SC-28"
package policies.azure.vm.disk_encryption

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.on(disk, ["encryption_settings", 0, "enabled"], message) if {
	some disk in resources.of_type("azurerm_managed_disk")

	setting.is_stated_off(disk, ["encryption_settings", 0, "enabled"])
	message := $"{disk.address} switches encryption off; expected a disk_encryption_set_id"
}
