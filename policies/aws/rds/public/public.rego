# METADATA
# title: Database is reachable from the internet
# description: |
#   A publicly accessible database has an address that anyone can reach; only a security group then stands between the
#   internet and the data.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html
#     description: Hiding a database from the internet
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: Remove `publicly_accessible`, or set it to false, and reach the database through the VPC.
#   resources:
#     - aws_db_instance
#     - aws_rds_cluster_instance
#   topics:
#     - aws-rds-public
#   frameworks:
#     cis-aws-3.0:
#       - "2.3.3"
#     nist-800-53:
#       - "AC-3"
#       - "SC-7"
#     soc2:
#       - "CC6.6"
package policies.aws.rds.public

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.values

_types := {"aws_db_instance", "aws_rds_cluster_instance"}

deny contains fix.set(finding.on(resource, ["publicly_accessible"], message), ["publicly_accessible"], false) if {
	some resource in input.resources

	resource.type in _types
	resource.after != null
	values.is_on(resource.after, "publicly_accessible")
	message := $"{resource.address} is publicly accessible; expected publicly_accessible = false"
}
