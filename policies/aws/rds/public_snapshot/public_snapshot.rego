# METADATA
# title: Snapshot is shared with everyone
# description: |
#   Any AWS account can restore it and read the whole database.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html
#     description: Sharing snapshots
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: Remove `all` and name the accounts.
#   resources:
#     - aws_ami_launch_permission
#     - aws_db_cluster_snapshot
#     - aws_db_snapshot
#     - aws_db_snapshot_copy
#     - aws_snapshot_create_volume_permission
#   topics:
#     - aws-db-snapshot-public
#   frameworks:
#     nist-800-53:
#       - "AC-3"
#     soc2:
#       - "CC6.1"
package policies.aws.rds.public_snapshot

import data.policies.lib.finding
import data.policies.lib.resources

deny contains finding.on(snapshot, ["shared_accounts"], message) if {
	some snapshot in resources.of_types({"aws_db_cluster_snapshot", "aws_db_snapshot", "aws_db_snapshot_copy"})

	"all" in snapshot.after.shared_accounts
	message := $"{snapshot.address} is shared with everyone; expected named accounts"
}

deny contains finding.on(permission, ["group"], message) if {
	some permission in resources.of_type("aws_ami_launch_permission")

	permission.after.group == "all"
	message := $"{permission.address} shares the image with everyone; expected account_id"
}
