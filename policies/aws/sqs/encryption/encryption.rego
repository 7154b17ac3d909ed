# METADATA
# title: Queue is not encrypted, or states nothing about it
# description: |
#   Since provider version 4 new queues are encrypted with a key of SQS where nothing is said. Stated off, messages
#   wait in the clear; unstated, there is no key whose use you can limit or log.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html
#     description: Encryption at rest
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `kms_master_key_id`, or `sqs_managed_sse_enabled = true` where the service's key is enough.
#   resources:
#     - aws_sqs_queue
#   topics:
#     - aws-sqs-encryption
#   frameworks:
#     nist-800-53:
#       - "SC-28"
#     soc2:
#       - "CC6.1"
package policies.aws.sqs.encryption

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.on(queue, ["kms_master_key_id"], message) if {
	some queue in resources.of_type("aws_sqs_queue")

	setting.is_absent(queue, ["kms_master_key_id"])
	setting.is_off(queue, ["sqs_managed_sse_enabled"])
	message := $"{queue.address} states no encryption; expected kms_master_key_id or sqs_managed_sse_enabled = true"
}
