# METADATA
# title: Cluster's API is open to the internet
# description: |
#   The API server then answers everybody, and one leaked token or one flaw in it opens the cluster.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
#     description: Access to the API server
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: >-
#     Set `endpoint_public_access = false` with `endpoint_private_access = true`, or name `public_access_cidrs`.
#   resources:
#     - aws_eks_cluster
#   topics:
#     - aws-eks-public-endpoint
#   frameworks:
#     cis-eks:
#       - "5.4"
#     nist-800-53:
#       - "AC-17"
#       - "SC-7"
#     soc2:
#       - "CC6.6"
package policies.aws.eks.public_endpoint

import data.policies.lib.finding
import data.policies.lib.network
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.on(cluster, ["vpc_config", 0, "endpoint_public_access"], message) if {
	some cluster in resources.of_type("aws_eks_cluster")

	setting.is_on(cluster, ["vpc_config", 0, "endpoint_public_access"])
	some range in _ranges(cluster)
	network.is_world(range)
	message := $"{cluster.address} answers {range}; expected a private endpoint or named public_access_cidrs"
}

# An empty list is what EKS takes for everybody too.
_ranges(cluster) := ranges if {
	ranges := setting.of(cluster, ["vpc_config", 0, "public_access_cidrs"], ["0.0.0.0/0"])
	count(ranges) > 0
}

_ranges(cluster) := ["0.0.0.0/0"] if setting.of(cluster, ["vpc_config", 0, "public_access_cidrs"], ["x"]) == []
