# METADATA
# title: Warehouse is not encrypted
# description: |
#   Snapshots and disks of the cluster can be read by whoever gets hold of them.
# related_resources:
#   - ref: https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html
#     description: Encryption of clusters
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Set `encrypted = true`.
#   resources:
#     - aws_redshift_cluster
#   topics:
#     - aws-redshift-encryption
#   frameworks:
#     nist-800-53:
#       - "SC-28"
#     soc2:
#       - "CC6.1"
package policies.aws.redshift.encryption

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["encrypted"]

deny contains fix.set(finding.on(resource, _path, message), _path, true) if {
	some resource in resources.of_type("aws_redshift_cluster")

	setting.is_off(resource, _path)
	message := $"{resource.address} is not encrypted; expected encrypted = true"
}
