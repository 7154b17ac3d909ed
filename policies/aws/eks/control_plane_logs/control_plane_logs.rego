# METADATA
# title: Cluster does not log all of its control plane
# description: |
#   Without the audit log nobody can say who did what in the cluster; the other logs tell how it came to that.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
#     description: Control plane logs
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: >-
#     Set `enabled_cluster_log_types = ["api", "audit", "authenticator", "controllerManager", "scheduler"]`.
#   resources:
#     - aws_eks_cluster
#   topics:
#     - aws-eks-control-plane-logs
#   frameworks:
#     cis-eks:
#       - "2.1.1"
#     nist-800-53:
#       - "AU-12"
#     soc2:
#       - "CC7.2"
package policies.aws.eks.control_plane_logs

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting
import data.policies.lib.unknown

_attribute := ["enabled_cluster_log_types"]

_types := ["api", "audit", "authenticator", "controllerManager", "scheduler"]

deny contains fix.set(finding.on(cluster, _attribute, message), _attribute, _types) if {
	some cluster in resources.of_type("aws_eks_cluster")

	not unknown.within(cluster, _attribute)
	enabled := setting.of(cluster, _attribute, [])
	missing := [type | some type in _types; not type in enabled]
	count(missing) > 0
	message := $"{cluster.address} does not log {concat(", ", missing)}; expected all five types"
}
