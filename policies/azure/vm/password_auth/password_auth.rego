# METADATA
# title: Linux machine lets people log in with passwords
# description: |
#   Passwords are guessed, reused and shared; keys are not.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/virtual-machines/linux/create-ssh-keys-detailed
#     description: SSH keys
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Set `disable_password_authentication = true`, with an `admin_ssh_key`.
#   resources:
#     - azurerm_linux_virtual_machine
#     - azurerm_linux_virtual_machine_scale_set
#     - azurerm_orchestrated_virtual_machine_scale_set
#     - azurerm_virtual_machine
#     - azurerm_virtual_machine_scale_set
#   topics:
#     - az-vm-password-auth
#   frameworks:
#     nist-800-53:
#       - "IA-2"
#       - "IA-5"
#     soc2:
#       - "CC6.1"
package policies.azure.vm.password_auth

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

deny contains fix.set(finding.on(machine, path, message), path, true) if {
	some type, path in _paths
	some machine in resources.of_type(type)

	setting.is_stated_off(machine, path)
	message := $"{machine.address} lets people log in with passwords; expected disable_password_authentication = true"
}

_paths := {
	"azurerm_linux_virtual_machine": ["disable_password_authentication"],
	"azurerm_linux_virtual_machine_scale_set": ["disable_password_authentication"],
	"azurerm_orchestrated_virtual_machine_scale_set": [
		"os_profile", 0, "linux_configuration", 0,
		"disable_password_authentication",
	],
	"azurerm_virtual_machine": ["os_profile_linux_config", 0, "disable_password_authentication"],
	"azurerm_virtual_machine_scale_set": ["os_profile_linux_config", 0, "disable_password_authentication"],
}
