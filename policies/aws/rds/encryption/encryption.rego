# METADATA
# title: Database storage is not encrypted
# description: |
#   Whoever gets hold of a snapshot or of the storage can read an unencrypted database. Encryption cannot be switched
#   on later without making the database anew.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html
#     description: Encrypting Amazon RDS resources
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Set `storage_encrypted = true`, and `kms_key_id` where the key must be yours.
#   resources:
#     - aws_db_instance
#     - aws_rds_cluster
#   topics:
#     - aws-rds-encryption
#   frameworks:
#     cis-aws-3.0:
#       - "2.3.1"
#     nist-800-53:
#       - "SC-28"
#     soc2:
#       - "CC6.1"
package policies.aws.rds.encryption

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.unknown
import data.policies.lib.values

_types := {"aws_db_instance", "aws_rds_cluster"}

deny contains fix.set(finding.on(resource, ["storage_encrypted"], message), ["storage_encrypted"], true) if {
	some resource in input.resources

	resource.type in _types
	resource.after != null
	not values.is_on(resource.after, "storage_encrypted")
	not unknown.at(resource, ["storage_encrypted"])
	not _inherits(resource)
	message := $"{resource.address} is not encrypted; expected storage_encrypted = true"
}

# What is made from a snapshot or another database is encrypted when that is; Aurora Serverless v1 always is.
_inherits(resource) if {
	some field in ["snapshot_identifier", "replicate_source_db", "replication_source_identifier"]
	_is_given(resource, field)
}

_inherits(resource) if count(values.list(resource.after.restore_to_point_in_time)) > 0

_inherits(resource) if resource.after.engine_mode == "serverless"

_is_given(resource, field) if resource.after[field] != null

_is_given(resource, field) if unknown.at(resource, [field])
