# METADATA
# title: Queue has no team in its name
# description: Nobody knows whom to call.
# custom:
#   severity: high
#   remediation: Begin the name with the team's.
package policies.acme.queue_name

deny_never contains {"message": $"{resource.address} is named {resource.after.name}", "address": resource.address, "attribute": ["name"]} if {
	some resource in input.resources
	resource.type == "aws_sqs_queue"
	not startswith(resource.after.name, "team-")
}
