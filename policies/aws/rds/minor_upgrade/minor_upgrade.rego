# METADATA
# title: Database does not take minor upgrades by itself
# description: |
#   Minor versions carry security fixes. With automatic upgrades off they come when somebody remembers, often after
#   the flaw is used.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html
#     description: Upgrading engine versions
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Remove `auto_minor_version_upgrade`, or set it to true.
#   resources:
#     - aws_db_instance
#     - aws_rds_cluster_instance
#   topics:
#     - aws-rds-minor-upgrade
#   frameworks:
#     cis-aws-3.0:
#       - "2.3.2"
#     nist-800-53:
#       - "SI-2"
package policies.aws.rds.minor_upgrade

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["auto_minor_version_upgrade"]

_types := {"aws_db_instance", "aws_rds_cluster_instance"}

deny contains fix.set(finding.on(resource, _path, message), _path, true) if {
	some resource in resources.of_types(_types)

	setting.is_stated_off(resource, _path)
	message := $"{resource.address} switches minor upgrades off; expected auto_minor_version_upgrade = true"
}
