# METADATA
# title: Production database stands in one zone
# description: |
#   When the zone fails the database is away until the zone is back; maintenance takes it away too.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.html
#     description: Multi-AZ deployments
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Set `multi_az = true`.
#   resources:
#     - aws_db_instance
#   topics:
#     - aws-rds-multi-az
#   frameworks:
#     nist-800-53:
#       - "CP-6"
#       - "SC-36"
#     soc2:
#       - "A1.2"
package policies.aws.rds.multi_az

import data.policies.lib.environment
import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

deny contains fix.set(finding.on(database, ["multi_az"], message), ["multi_az"], true) if {
	some database in resources.of_type("aws_db_instance")

	not environment.is_non_production(database)
	setting.is_off(database, ["multi_az"])
	setting.is_absent(database, ["replicate_source_db"])
	not startswith(object.get(database.after, "engine", ""), "aurora")
	message := $"{database.address} stands in one zone; expected multi_az = true in production"
}
