# METADATA
# title: Cluster's secrets are not encrypted with a key of yours
# description: |
#   Secrets in etcd are then protected by the storage alone: there is no key whose use is logged and can be taken
#   away.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html
#     description: Encrypting secrets with KMS
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Add an `encryption_config` block for `secrets` with a `provider` that names your KMS key.
#   resources:
#     - aws_eks_cluster
#   topics:
#     - aws-eks-secrets-encryption
#   frameworks:
#     cis-eks:
#       - "5.3.1"
#     nist-800-53:
#       - "SC-28"
package policies.aws.eks.secrets_encryption

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting
import data.policies.lib.unknown

deny contains finding.at(cluster, message) if {
	some cluster in resources.of_type("aws_eks_cluster")

	not unknown.within(cluster, ["encryption_config"])
	not unknown.at(cluster, ["encryption_config"])
	not _is_encrypted(cluster)
	message := $"{cluster.address} does not encrypt secrets; expected an encryption_config for secrets"
}

_is_encrypted(cluster) if {
	some config in setting.of(cluster, ["encryption_config"], [])
	"secrets" in config.resources
}
