# METADATA
# title: Cluster's API is open to the internet
# description: |
#   The API server then answers everybody, and one leaked token or one flaw in it opens the cluster.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/aks/api-server-authorized-ip-ranges
#     description: Authorised address ranges
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: >-
#     Set `private_cluster_enabled = true`, or name `authorized_ip_ranges` in `api_server_access_profile`.
#   resources:
#     - azurerm_kubernetes_cluster
#   topics:
#     - az-aks-api-open
#   frameworks:
#     cis-aks:
#       - "5.4"
#     nist-800-53:
#       - "SC-7"
package policies.azure.aks.api_open

import data.policies.lib.finding
import data.policies.lib.network
import data.policies.lib.resources
import data.policies.lib.setting
import data.policies.lib.unknown

deny contains finding.on(cluster, ["api_server_access_profile", 0, "authorized_ip_ranges"], message) if {
	some cluster in resources.of_type("azurerm_kubernetes_cluster")

	every field in ["private_cluster_enabled", "private_link_enabled"] { setting.is_off(cluster, [field]) }
	every path in _paths { _lets_all_in(cluster, path) }
	message := $"{cluster.address} answers everybody; expected a private cluster or named authorized_ip_ranges"
}

# Since provider 3, and before.
_paths := [["api_server_access_profile", 0, "authorized_ip_ranges"], ["api_server_authorized_ip_ranges"]]

_lets_all_in(cluster, path) if {
	setting.is_absent(cluster, path)
	not unknown.within(cluster, array.slice(path, 0, 1))
}

_lets_all_in(cluster, path) if {
	some range in setting.of(cluster, path, [])
	network.is_world(range)
}
