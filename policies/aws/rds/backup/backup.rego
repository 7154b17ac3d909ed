# METADATA
# title: Database keeps its backups for too short a time
# description: |
#   Backups are the only way back from a mistake or an attack that is noticed days later. Zero switches them off
#   altogether.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html
#     description: Automated backups
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `backup_retention_period` to at least 7 days.
#   resources:
#     - aws_db_instance
#     - aws_rds_cluster
#   topics:
#     - aws-rds-backup
#   frameworks:
#     nist-800-53:
#       - "CP-9"
#     soc2:
#       - "A1.2"
package policies.aws.rds.backup

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.unknown
import data.policies.lib.values

_attribute := ["backup_retention_period"]

_least := 7

# What RDS does where nothing is said.
_defaults := {"aws_db_instance": 0, "aws_rds_cluster": 1}

deny contains fix.set(finding.on(resource, _attribute, message), _attribute, _least) if {
	some resource in input.resources

	days := _days(resource)
	days < _least
	not resource.after.replicate_source_db
	message := $"{resource.address} keeps backups for {_shown(days)}; expected {_least} or more"
}

_days(resource) := values.number(resource.after.backup_retention_period) if _defaults[resource.type] >= 0

_days(resource) := _defaults[resource.type] if {
	resource.after != null
	object.get(resource.after, "backup_retention_period", null) == null
	not unknown.at(resource, ["backup_retention_period"])
}

_shown(1) := "1 day"

_shown(days) := $"{days} days" if days != 1
