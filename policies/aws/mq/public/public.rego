# METADATA
# title: Message broker is reachable from the internet
# description: |
#   Consoles and protocols of brokers are made for private networks; a password alone then guards all messages.
# related_resources:
#   - ref: https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/using-amazon-mq-securely.html
#     description: Brokers without public access
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Set `publicly_accessible = false`.
#   resources:
#     - aws_mq_broker
#   topics:
#     - aws-mq-public
#   frameworks:
#     nist-800-53:
#       - "SC-7"
package policies.aws.mq.public

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["publicly_accessible"]

deny contains fix.set(finding.on(resource, _path, message), _path, false) if {
	some resource in resources.of_type("aws_mq_broker")

	setting.is_stated_on(resource, _path)
	message := $"{resource.address} is publicly accessible; expected publicly_accessible = false"
}
