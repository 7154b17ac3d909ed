# METADATA
# title: Search domain is not encrypted at rest
# description: |
#   Indices, logs and snapshots can be read by whoever gets at the disks.
# related_resources:
#   - ref: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html
#     description: Encryption at rest
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Add a block `encrypt_at_rest` with `enabled = true`.
#   resources:
#     - aws_elasticsearch_domain
#     - aws_opensearch_domain
#   topics:
#     - aws-opensearch-encryption
#   frameworks:
#     nist-800-53:
#       - "SC-28"
#     soc2:
#       - "CC6.1"
package policies.aws.opensearch.encryption

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["encrypt_at_rest", 0, "enabled"]

deny contains fix.set(finding.on(domain, ["encrypt_at_rest"], message), _path, true) if {
	some domain in resources.of_types({"aws_elasticsearch_domain", "aws_opensearch_domain"})

	setting.is_off(domain, _path)
	message := $"{domain.address} has no encrypt_at_rest; expected a block encrypt_at_rest with enabled = true"
}
