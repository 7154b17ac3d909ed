# METADATA
# title: Instance metadata is served without a token
# description: |
#   The first version of the metadata service answers any request from the instance: a web application that can be
#   made to fetch an address then gives the role's credentials away. Version 2 asks for a token first.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
#     description: Using the instance metadata service
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Add a `metadata_options` block with `http_tokens = "required"`.
#   resources:
#     - aws_instance
#     - aws_launch_configuration
#     - aws_launch_template
#   topics:
#     - aws-ec2-imdsv2
#   frameworks:
#     cis-aws-3.0:
#       - "5.6"
#     nist-800-53:
#       - "AC-6"
#       - "SC-7"
#     soc2:
#       - "CC6.1"
package policies.aws.ec2.imdsv2

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.unknown
import data.policies.lib.values

_types := {"aws_instance", "aws_launch_configuration", "aws_launch_template"}

deny contains fix.set(found, ["metadata_options", 0, "http_tokens"], "required") if {
	some resource in input.resources

	resource.type in _types
	resource.after != null
	not _is_settled(resource)
	not _is_unknown(resource)
	not _is_default
	message := $"{resource.address} does not require IMDSv2; expected metadata_options with http_tokens = required"
	found := finding.on(resource, ["metadata_options"], message)
}

_is_settled(resource) if {
	some options in resource.after.metadata_options
	options.http_tokens == "required"
}

_is_settled(resource) if {
	some options in resource.after.metadata_options
	options.http_endpoint == "disabled"
}

# The launch template of an instance decides where the instance says nothing itself.
_is_settled(resource) if {
	count(values.list(resource.after.launch_template)) > 0
	count(values.list(object.get(resource.after, "metadata_options", []))) == 0
}

_is_unknown(resource) if unknown.at(resource, ["metadata_options"])

_is_unknown(resource) if unknown.within(resource, ["metadata_options"])

_is_default if {
	some setting in resources.of_type("aws_ec2_instance_metadata_defaults")
	setting.after.http_tokens == "required"
}
