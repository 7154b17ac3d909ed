# METADATA
# title: Queue or topic lets anybody send or read
# description: |
#   Anybody can then read your messages, or send ones that your programs believe.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-overview-of-managing-access.html
#     description: Access to queues
#   - ref: https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
#     description: Access to topics
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: >-
#     Name the principals, or add a condition on `aws:PrincipalOrgID`, `aws:SourceArn` or `aws:SourceAccount`.
#   resources:
#     - aws_sns_topic
#     - aws_sns_topic_policy
#     - aws_sqs_queue
#     - aws_sqs_queue_policy
#   topics:
#     - aws-queue-topic-public
#   frameworks:
#     nist-800-53:
#       - "AC-3"
#     soc2:
#       - "CC6.1"
package policies.aws.messaging.public_policy

import data.policies.lib.finding
import data.policies.lib.iam

_types := {"aws_sns_topic", "aws_sns_topic_policy", "aws_sqs_queue", "aws_sqs_queue_policy"}

deny contains finding.on(statement.resource, statement.path, message) if {
	some statement in iam.resource_statements(_types)

	iam.is_public(statement)
	actions := concat(", ", array.slice(array.concat(statement.actions, statement.not_actions), 0, 3))
	message := $"{statement.resource.address} allows {actions} to anybody; expected named principals or a condition"
}
