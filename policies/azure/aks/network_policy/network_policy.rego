# METADATA
# title: Cluster has no network policies
# description: |
#   Every pod can then talk to every other, and an intruder in one is in all. It cannot be chosen later on every
#   cluster.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/aks/use-network-policies
#     description: Network policies
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `network_policy` in `network_profile` to `cilium`, `azure` or `calico`.
#   resources:
#     - azurerm_kubernetes_cluster
#   topics:
#     - az-aks-network-policy
#   frameworks:
#     cis-aks:
#       - "5.4.4"
#     nist-800-53:
#       - "AC-4"
package policies.azure.aks.network_policy

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting
import data.policies.lib.unknown

_path := ["network_profile", 0, "network_policy"]

deny contains finding.on(cluster, _path, message) if {
	some cluster in resources.of_type("azurerm_kubernetes_cluster")

	lower(setting.of(cluster, _path, "none")) in {"", "none"}
	not unknown.at(cluster, ["network_profile"])
	message := $"{cluster.address} has no network policies; expected a network_policy in network_profile"
}
