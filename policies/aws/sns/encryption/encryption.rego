# METADATA
# title: Topic is not encrypted
# description: |
#   Messages wait in the clear on the disks of the service.
# related_resources:
#   - ref: https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html
#     description: Encryption at rest
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `kms_master_key_id` to a key of yours, or to "alias/aws/sns".
#   resources:
#     - aws_sns_topic
#   topics:
#     - aws-sns-encryption
#   frameworks:
#     nist-800-53:
#       - "SC-28"
#     soc2:
#       - "CC6.1"
package policies.aws.sns.encryption

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.on(topic, ["kms_master_key_id"], message) if {
	some topic in resources.of_type("aws_sns_topic")

	setting.is_absent(topic, ["kms_master_key_id"])
	message := $"{topic.address} is not encrypted; expected a kms_master_key_id"
}
