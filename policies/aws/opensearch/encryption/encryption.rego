# METADATA
# title: Search domain is not encrypted at rest and between its nodes
# description: |
#   Indices, logs and snapshots can be read by whoever gets at the disks or the network between the nodes.
# related_resources:
#   - ref: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html
#     description: Encryption at rest
#   - ref: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ntn.html
#     description: Encryption between nodes
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Add `encrypt_at_rest` and `node_to_node_encryption` blocks with `enabled = true`.
#   resources:
#     - aws_elasticsearch_domain
#     - aws_opensearch_domain
#   topics:
#     - aws-opensearch-encryption
#   frameworks:
#     nist-800-53:
#       - "SC-28"
#       - "SC-8"
#     soc2:
#       - "CC6.1"
package policies.aws.opensearch.encryption

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

deny contains fix.set(finding.on(domain, [block], message), [block, 0, "enabled"], true) if {
	some domain in resources.of_types({"aws_elasticsearch_domain", "aws_opensearch_domain"})

	some block in ["encrypt_at_rest", "node_to_node_encryption"]
	setting.is_off(domain, [block, 0, "enabled"])
	message := $"{domain.address} has no {block}; expected a block {block} with enabled = true"
}
