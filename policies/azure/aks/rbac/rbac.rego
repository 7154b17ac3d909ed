# METADATA
# title: Cluster has no roles
# description: |
#   Without roles everybody who gets in has every right.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/aks/concepts-identity
#     description: Access and identity
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Remove `role_based_access_control_enabled = false`.
#   resources:
#     - azurerm_kubernetes_cluster
#   topics:
#     - az-aks-rbac
#   frameworks:
#     cis-aks:
#       - "5.5"
#     nist-800-53:
#       - "AC-3"
#     soc2:
#       - "CC6.1"
package policies.azure.aks.rbac

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.on(cluster, path, message) if {
	some cluster in resources.of_type("azurerm_kubernetes_cluster")

	some path in _switches
	setting.is_stated_off(cluster, path)
	message := $"{cluster.address} has no roles; expected role_based_access_control_enabled = true"
}

# Since provider 3, and before.
_switches := [["role_based_access_control_enabled"], ["role_based_access_control", 0, "enabled"]]
