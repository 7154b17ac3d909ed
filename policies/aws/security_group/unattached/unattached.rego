# METADATA
# title: Security group is attached to nothing
# description: |
#   Nothing uses its rules, and whoever attaches it later gets them unseen. Often the one that was meant is another.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
#     description: Security groups
# schemas:
#   - input: schema.review
# custom:
#   severity: info
#   remediation: Name it where it belongs (`vpc_security_group_ids`, `security_groups`), or remove it.
#   resources:
#     - aws_security_group
#   frameworks:
#     nist-800-53:
#       - "CM-6"
package policies.aws.security_group.unattached

import data.policies.lib.finding
import data.policies.lib.resources

deny contains finding.at(group, $"{group.address} is attached to nothing; expected something that it protects") if {
	some group in resources.of_type("aws_security_group")

	_has_hosts
	not _is_attached(group)
	not resources.is_handed_over(group)
}

# Its own rules do not attach it. What names it for another reason may pass it on.
_is_attached(group) if count(resources.referring_types(group) - _rules) > 0

# Some take names.
_is_attached(group) if group.after.name in _named

_named := {name |
	some resource in input.resources
	resource.after != null
	some name in object.get(resource.after, "security_groups", [])
}

# Without anything that has a group, the root makes groups for others.
_has_hosts if {
	some resource in input.resources
	resource.after != null
	not resource.type in _rules
	some attribute in _attributes
	object.get(resource.after, attribute, []) != []
}

_attributes := [
	"network_configuration",
	"security_group_ids",
	"security_groups",
	"vpc_config",
	"vpc_security_group_ids",
]

_rules := {
	"aws_security_group",
	"aws_security_group_rule",
	"aws_vpc_security_group_egress_rule",
	"aws_vpc_security_group_ingress_rule",
}
