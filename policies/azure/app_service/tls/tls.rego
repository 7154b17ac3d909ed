# METADATA
# title: App accepts old TLS
# description: |
#   TLS 1.0 and 1.1 have known weaknesses, and clients that still use them are forced to by nobody.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/app-service/configure-ssl-bindings
#     description: TLS versions of apps
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: >-
#     Set `minimum_tls_version = "1.2"` in `site_config` (`min_tls_version` on apps of provider 2), or remove it.
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
#     - az-appservice-tls
#   frameworks:
#     cis-azure-2.0:
#       - "9.3"
#     nist-800-53:
#       - "SC-8"
package policies.azure.app_service.tls

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

deny contains fix.set(finding.on(app, path, message), path, "1.2") if {
	some app in resources.of_types(_types)

	some field in ["min_tls_version", "minimum_tls_version", "scm_min_tls_version", "scm_minimum_tls_version"]
	path := ["site_config", 0, field]
	version := $"{setting.of(app, path, "1.2")}"
	version in {"1", "1.0", "1.1"}
	message := $"{app.address} accepts TLS {version}; expected {field} = \"1.2\""
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
