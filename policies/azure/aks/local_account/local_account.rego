# METADATA
# title: Cluster has a local admin account
# description: |
#   The local account is a certificate with every right that nobody can take back, and that no log ties to a person.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/aks/manage-local-accounts-managed-azure-ad
#     description: Local accounts
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Set `local_account_disabled = true` with `azure_active_directory_role_based_access_control`.
#   resources:
#     - azurerm_kubernetes_cluster
#   topics:
#     - az-aks-rbac
#   frameworks:
#     nist-800-53:
#       - "AC-3"
#     soc2:
#       - "CC6.1"
package policies.azure.aks.local_account

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.on(cluster, ["local_account_disabled"], message) if {
	some cluster in resources.of_type("azurerm_kubernetes_cluster")

	setting.is_off(cluster, ["local_account_disabled"])
	message := $"{cluster.address} has a local admin account; expected local_account_disabled = true"
}
