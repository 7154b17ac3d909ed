# METADATA
# title: Machine has disks that neither the host nor a key of yours encrypts
# description: |
#   Caches and temporary disks are not covered unless the host encrypts.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/virtual-machines/disk-encryption#encryption-at-host---end-to-end-encryption-for-your-vm-data
#     description: Encryption at host
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `encryption_at_host_enabled = true` on the machine, or `disk_encryption_set_id` on its disk.
#   resources:
#     - azurerm_linux_virtual_machine
#     - azurerm_linux_virtual_machine_scale_set
#     - azurerm_windows_virtual_machine
#     - azurerm_windows_virtual_machine_scale_set
#   topics:
#     - az-disk-encryption
#   frameworks:
#     cis-azure-2.0:
#       - "7.3"
#     nist-800-53:
#       - "SC-28"
package policies.azure.vm.host_encryption

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.on(machine, ["encryption_at_host_enabled"], message) if {
	some machine in resources.of_types(_machines)

	setting.is_off(machine, ["encryption_at_host_enabled"])
	every field in _disk_fields { setting.is_absent(machine, ["os_disk", 0, field]) }
	message := concat("; ", [
		$"{machine.address} has disks that neither the host nor a key of yours encrypts",
		"expected encryption_at_host_enabled = true or a disk_encryption_set_id",
	])
}

_disk_fields := ["disk_encryption_set_id", "secure_vm_disk_encryption_set_id"]

_machines := {
	"azurerm_linux_virtual_machine",
	"azurerm_linux_virtual_machine_scale_set",
	"azurerm_windows_virtual_machine",
	"azurerm_windows_virtual_machine_scale_set",
}
