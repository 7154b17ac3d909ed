# METADATA
# title: Cache is stored in the clear
# description: |
#   Backups and swapped memory of the cache can be read by whoever gets at the storage. It cannot be switched on
#   without making the cache anew.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html
#     description: Encryption at rest
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Set `at_rest_encryption_enabled = true`.
#   resources:
#     - aws_elasticache_replication_group
#   topics:
#     - aws-elasticache-rest
#   frameworks:
#     nist-800-53:
#       - "SC-28"
#     soc2:
#       - "CC6.1"
package policies.aws.elasticache.rest_encryption

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting
import data.policies.lib.unknown

_path := ["at_rest_encryption_enabled"]

deny contains fix.set(finding.on(resource, _path, message), _path, true) if {
	some resource in resources.of_type("aws_elasticache_replication_group")

	setting.is_off(resource, _path)
	setting.is_absent(resource, ["global_replication_group_id"]) # a secondary takes it from its global datastore
	not _is_on_by_default(resource)
	message := $"{resource.address} does not encrypt at rest; expected at_rest_encryption_enabled = true"
}

# Valkey encrypts where nothing is said; which engine it is may be known only after apply.
_is_on_by_default(resource) if {
	object.get(resource.after, "at_rest_encryption_enabled", null) == null
	setting.of(resource, ["engine"], "redis") == "valkey"
}

_is_on_by_default(resource) if {
	object.get(resource.after, "at_rest_encryption_enabled", null) == null
	unknown.at(resource, ["engine"])
}
