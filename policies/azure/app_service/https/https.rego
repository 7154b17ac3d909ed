# METADATA
# title: App answers plain HTTP
# description: |
#   Sessions and forms then cross networks where everybody on the way can read and change them. The default is to
#   answer both.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/app-service/configure-ssl-bindings
#     description: HTTPS of apps
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Set `https_only = true`.
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
#     - az-appservice-https
#   frameworks:
#     cis-azure-2.0:
#       - "9.2"
#     nist-800-53:
#       - "SC-8"
package policies.azure.app_service.https

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["https_only"]

deny contains fix.set(finding.on(app, _path, message), _path, true) if {
	some app in resources.of_types(_types)

	setting.is_off(app, _path)
	message := $"{app.address} answers plain HTTP; expected https_only = true"
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
