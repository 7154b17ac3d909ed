# METADATA
# title: Network ACL lets the internet reach an admin port
# description: |
#   A network ACL is the second fence behind the security groups. With SSH or remote desktop open in it, one wrong
#   security group is enough.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
#     description: Network ACLs
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: >-
#     Allow 22 and 3389 only from the ranges of your own network, or deny them in a rule with a lower number.
#   resources:
#     - aws_default_network_acl
#     - aws_network_acl
#     - aws_network_acl_rule
#   topics:
#     - aws-nacl-admin-open
#   frameworks:
#     cis-aws-3.0:
#       - "5.1"
#     nist-800-53:
#       - "SC-7"
package policies.aws.vpc.network_acl_admin

import data.policies.lib.finding
import data.policies.lib.network
import data.policies.lib.resources
import data.policies.lib.values

deny contains finding.on(rule.resource, rule.attribute, message) if {
	some rule in array.concat(_separate, _inline)

	rule.action == "allow"
	network.is_world(rule.range)
	ports := [$"{port}" | some port in [22, 3389]; _reaches(rule, port)]
	count(ports) > 0
	message := $"{rule.resource.address} lets {rule.range} reach {concat(" and ", ports)}; expected a private range"
}

_separate := [rule |
	some resource in resources.of_type("aws_network_acl_rule")
	not values.is_on(resource.after, "egress")
	some field in ["cidr_block", "ipv6_cidr_block"]
	rule := _rule(resource, [field], object.union(resource.after, {
		"action": object.get(resource.after, "rule_action", ""),
		"range": object.get(resource.after, field, null),
	}))
]

_inline := [rule |
	some resource in resources.of_types({"aws_default_network_acl", "aws_network_acl"})
	some index, block in resource.after.ingress
	some field in ["cidr_block", "ipv6_cidr_block"]
	rule := _rule(resource, ["ingress", index, field], object.union(block, {"range": object.get(block, field, null)}))
]

_rule(resource, attribute, block) := {
	"resource": resource,
	"attribute": attribute,
	"action": lower(object.get(block, "action", "")),
	"range": block.range,
	"protocol": lower($"{object.get(block, "protocol", "")}"),
	"from": object.get(block, "from_port", null),
	"to": object.get(block, "to_port", null),
}

_reaches(rule, _) if rule.protocol in {"-1", "all"}

_reaches(rule, port) if {
	rule.protocol in {"6", "tcp"}
	values.number(rule.from) <= port
	port <= values.number(rule.to)
}
