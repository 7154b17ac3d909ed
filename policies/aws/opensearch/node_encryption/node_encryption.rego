# METADATA
# title: Search domain is not encrypted between its nodes
# description: |
#   What is indexed and found can be read by whoever gets at the network between the nodes.
# related_resources:
#   - ref: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ntn.html
#     description: Encryption between nodes
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Add a block `node_to_node_encryption` with `enabled = true`.
#   resources:
#     - aws_elasticsearch_domain
#     - aws_opensearch_domain
#   topics:
#     - aws-opensearch-encryption
#   frameworks:
#     nist-800-53:
#       - "SC-8"
#     soc2:
#       - "CC6.1"
package policies.aws.opensearch.node_encryption

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["node_to_node_encryption", 0, "enabled"]

deny contains fix.set(finding.on(domain, ["node_to_node_encryption"], message), _path, true) if {
	some domain in resources.of_types({"aws_elasticsearch_domain", "aws_opensearch_domain"})

	setting.is_off(domain, _path)
	message := concat("; ", [
		$"{domain.address} has no node_to_node_encryption",
		"expected a block node_to_node_encryption with enabled = true",
	])
}
