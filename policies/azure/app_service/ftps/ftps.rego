# METADATA
# title: App takes code over plain FTP
# description: |
#   The password for deployments then crosses the network in the clear, and whoever has it replaces the app.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/app-service/deploy-ftp
#     description: Deploy with FTPS
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `ftps_state = "Disabled"` in `site_config`, or `"FtpsOnly"` where it is used.
#   resources:
#     - azurerm_app_service
#     - azurerm_app_service_slot
#     - azurerm_function_app
#     - azurerm_function_app_flex_consumption
#     - azurerm_function_app_slot
#     - azurerm_linux_function_app
#     - azurerm_linux_function_app_slot
#     - azurerm_linux_web_app
#     - azurerm_linux_web_app_slot
#     - azurerm_logic_app_standard
#     - azurerm_windows_function_app
#     - azurerm_windows_function_app_slot
#     - azurerm_windows_web_app
#     - azurerm_windows_web_app_slot
#   topics:
#     - az-appservice-ftps
#   frameworks:
#     cis-azure-2.0:
#       - "9.10"
#     nist-800-53:
#       - "SC-8"
package policies.azure.app_service.ftps

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

deny contains fix.set(finding.on(app, _path, message), _path, "Disabled") if {
	some app in resources.of_types(_types)

	lower(setting.of(app, _path, _default(app))) == "allallowed"
	message := $"{app.address} takes code over plain FTP; expected ftps_state = \"Disabled\""
}

_path := ["site_config", 0, "ftps_state"]

# What came before provider 3 allows everything where nothing is said.
_default(app) := "AllAllowed" if app.type in _open_by_default

_default(app) := "Disabled" if not app.type in _open_by_default

_open_by_default := {
	"azurerm_app_service",
	"azurerm_app_service_slot",
	"azurerm_function_app",
	"azurerm_function_app_slot",
}

_types := {
	"azurerm_app_service",
	"azurerm_app_service_slot",
	"azurerm_function_app",
	"azurerm_function_app_flex_consumption",
	"azurerm_function_app_slot",
	"azurerm_linux_function_app",
	"azurerm_linux_function_app_slot",
	"azurerm_linux_web_app",
	"azurerm_linux_web_app_slot",
	"azurerm_logic_app_standard",
	"azurerm_windows_function_app",
	"azurerm_windows_function_app_slot",
	"azurerm_windows_web_app",
	"azurerm_windows_web_app_slot",
}
