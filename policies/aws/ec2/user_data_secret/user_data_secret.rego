# METADATA
# title: Credential is written in user data
# description: |
#   Everything on the instance can read its user data, as can whoever may describe instances, and it stays in the
#   state and in this repository's history.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html
#     description: User data is not encrypted
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: >-
#     Remove it and revoke the credential; give the instance a role, or let it fetch the secret from Secrets
#     Manager.
#   resources:
#     - aws_instance
#     - aws_launch_configuration
#     - aws_launch_template
#     - aws_spot_instance_request
#   topics:
#     - aws-ec2-userdata-secret
#   frameworks:
#     nist-800-53:
#       - "IA-5(7)"
#     soc2:
#       - "CC6.1"
package policies.aws.ec2.user_data_secret

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.secrets

deny contains finding.on(resource, [attribute], message) if {
	some resource in resources.of_types(_types)

	some [attribute, text] in _texts(resource)
	found := secrets.kinds(text) | secrets.assigned(text)
	count(found) > 0
	message := concat("; ", [
		$"{resource.address} has a credential in its user data: {concat(", ", found)}",
		"expected a role or a secret store",
	])
}

_types := {"aws_instance", "aws_launch_configuration", "aws_launch_template", "aws_spot_instance_request"}

# Plain, in base64, or with parts that are known only after apply.
_texts(resource) := [[attribute, text] |
	some attribute in ["user_data", "user_data_base64"]
	written := _written(resource, attribute)
	some text in {written, _decoded(written)}
]

_written(resource, attribute) := resource.after[attribute] if {
	is_string(resource.after[attribute])
} else := resource.sketches[$"/{attribute}"]

_decoded(text) := base64.decode(text) if {
	regex.match(`^[A-Za-z0-9+/=\s]{16,}$`, text)
	base64.is_valid(text)
} else := ""
