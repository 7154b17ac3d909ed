# METADATA
# title: Database can be deleted by mistake
# description: |
#   Without deletion protection one `destroy`, or a change that replaces the database, deletes it and its automated
#   backups.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html
#     description: Deletion protection
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `deletion_protection = true`.
#   resources:
#     - aws_db_instance
#     - aws_rds_cluster
#   topics:
#     - aws-rds-deletion-protection
#   frameworks:
#     nist-800-53:
#       - "CP-9"
#     soc2:
#       - "A1.2"
package policies.aws.rds.deletion_protection

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.unknown
import data.policies.lib.values

_types := {"aws_db_instance", "aws_rds_cluster"}

deny contains fix.set(finding.on(resource, ["deletion_protection"], message), ["deletion_protection"], true) if {
	some resource in input.resources

	resource.type in _types
	resource.after != null
	not values.is_on(resource.after, "deletion_protection")
	not unknown.at(resource, ["deletion_protection"])
	not resource.after.replicate_source_db
	message := $"{resource.address} has no deletion protection; expected deletion_protection = true"
}
