# METADATA
# title: Document or graph database is not encrypted
# description: |
#   Storage, backups and snapshots can be read by whoever gets hold of them. Encryption cannot be switched on later
#   without making the cluster anew.
# related_resources:
#   - ref: https://docs.aws.amazon.com/documentdb/latest/developerguide/encryption-at-rest.html
#     description: Encryption at rest
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Set `storage_encrypted = true`.
#   resources:
#     - aws_docdb_cluster
#     - aws_neptune_cluster
#   topics:
#     - aws-docdb-neptune-encryption
#   frameworks:
#     nist-800-53:
#       - "SC-28"
#     soc2:
#       - "CC6.1"
package policies.aws.docdb.encryption

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["storage_encrypted"]

_types := {"aws_docdb_cluster", "aws_neptune_cluster"}

deny contains fix.set(finding.on(resource, _path, message), _path, true) if {
	some resource in resources.of_types(_types)

	setting.is_off(resource, _path)
	setting.is_absent(resource, ["snapshot_identifier"])
	message := $"{resource.address} is not encrypted; expected storage_encrypted = true"
}
