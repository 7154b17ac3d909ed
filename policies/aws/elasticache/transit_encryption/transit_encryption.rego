# METADATA
# title: Cache speaks in the clear
# description: |
#   Without encryption in transit everybody on the way can read what is cached, sessions and tokens among it, and no
#   password can be asked for.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html
#     description: Encryption in transit
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Set `transit_encryption_enabled = true`.
#   resources:
#     - aws_elasticache_replication_group
#   topics:
#     - aws-elasticache-transit
#   frameworks:
#     nist-800-53:
#       - "SC-8"
#     soc2:
#       - "CC6.7"
package policies.aws.elasticache.transit_encryption

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["transit_encryption_enabled"]

deny contains fix.set(finding.on(resource, _path, message), _path, true) if {
	some resource in resources.of_type("aws_elasticache_replication_group")

	setting.is_off(resource, _path)
	setting.is_absent(resource, ["global_replication_group_id"]) # a secondary takes it from its global datastore
	message := $"{resource.address} does not encrypt in transit; expected transit_encryption_enabled = true"
}
