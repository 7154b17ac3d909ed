# METADATA
# title: Replication instance is reachable from the internet
# description: |
#   It has the credentials of source and target database and all the data between them.
# related_resources:
#   - ref: https://docs.aws.amazon.com/dms/latest/userguide/CHAP_ReplicationInstance.Public.html
#     description: Public and private replication instances
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Set `publicly_accessible = false`.
#   resources:
#     - aws_dms_replication_instance
#   topics:
#     - aws-dms-public
#   frameworks:
#     nist-800-53:
#       - "SC-7"
#     soc2:
#       - "CC6.6"
package policies.aws.dms.public

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["publicly_accessible"]

deny contains fix.set(finding.on(resource, _path, message), _path, false) if {
	some resource in resources.of_type("aws_dms_replication_instance")

	setting.is_stated_on(resource, _path)
	message := $"{resource.address} is publicly accessible; expected publicly_accessible = false"
}
