# METADATA
# title: Disk is encrypted with no key of yours, nor at the host
# description: |
#   Platform keys cannot be revoked or watched by you, and caches and temporary disks are not covered unless the
#   host encrypts.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/virtual-machines/disk-encryption-overview
#     description: Disk encryption
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `disk_encryption_set_id` on the disk, or `encryption_at_host_enabled = true` on the machine.
#   resources:
#     - azurerm_linux_virtual_machine
#     - azurerm_linux_virtual_machine_scale_set
#     - azurerm_managed_disk
#     - azurerm_windows_virtual_machine
#     - azurerm_windows_virtual_machine_scale_set
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

deny contains finding.on(disk, ["disk_encryption_set_id"], message) if {
	some disk in resources.of_type("azurerm_managed_disk")

	every field in _fields { setting.is_absent(disk, [field]) }
	message := $"{disk.address} has no key of yours; expected a disk_encryption_set_id"
}

deny contains finding.on(machine, ["encryption_at_host_enabled"], message) if {
	some machine in resources.of_types(_machines)

	setting.is_off(machine, ["encryption_at_host_enabled"])
	every field in _disk_fields { setting.is_absent(machine, ["os_disk", 0, field]) }
	message := concat("; ", [
		$"{machine.address} has disks that neither the host nor a key of yours encrypts",
		"expected encryption_at_host_enabled = true or a disk_encryption_set_id",
	])
}

_fields := ["disk_encryption_set_id", "encryption_settings", "secure_vm_disk_encryption_set_id"]

_disk_fields := ["disk_encryption_set_id", "secure_vm_disk_encryption_set_id"]

_machines := {
	"azurerm_linux_virtual_machine",
	"azurerm_linux_virtual_machine_scale_set",
	"azurerm_windows_virtual_machine",
	"azurerm_windows_virtual_machine_scale_set",
}
