# METADATA
# title: Network
# description: What security groups let in from the whole internet, however the rule is written.
# schemas:
#   - input: schema.review
package policies.lib.network

import data.policies.lib.resources
import data.policies.lib.values

# METADATA
# description: |
#   Every rule that lets the whole internet in: resource, attribute of the range, range, protocol and ports. Rules whose
#   range, protocol or ports are not known are not among them.
world_ingress := _world("ingress")

# METADATA
# description: The same of what is let out to the whole internet.
world_egress := _world("egress")

# METADATA
# description: Whether a rule lets a port of a protocol (`tcp` or `udp`) through.
lets_through(rule, protocol, port) if {
	rule.protocol in {protocol, "all"}
	rule.from <= port
	port <= rule.to
}

# METADATA
# description: Whether a rule lets every port through.
is_everything(rule) if {
	rule.from <= 1
	rule.to >= 65535
}

# METADATA
# description: |
#   Whether a range holds so much of the internet that it shuts nobody out: all of it, however its address is written,
#   or more than any private network has, as the halves of the internet have (`0.0.0.0/1` and `128.0.0.0/1`).
is_world(range) if {
	is_string(range)
	regex.match(`^([0-9.]+/0*[0-7]|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*/0*[0-3])$`, trim_space(range))
}

_world(direction) := array.concat(_inline(direction), array.concat(_separate(direction), _vpc(direction)))

_inline(direction) := [rule |
	some resource in resources.of_types({"aws_security_group", "aws_default_security_group"})
	some index, block in resource.after[direction]
	some field in ["cidr_blocks", "ipv6_cidr_blocks"]
	some range in block[field]
	is_world(range)
	some ports in _ports(block, block.protocol)
	rule := object.union(ports, {"resource": resource, "attribute": [direction, index, field], "range": range})
]

_separate(direction) := [rule |
	some resource in resources.of_type("aws_security_group_rule")
	resource.after.type == direction
	some field in ["cidr_blocks", "ipv6_cidr_blocks"]
	some range in resource.after[field]
	is_world(range)
	some ports in _ports(resource.after, resource.after.protocol)
	rule := object.union(ports, {"resource": resource, "attribute": [field], "range": range})
]

_vpc(direction) := [rule |
	some resource in resources.of_type($"aws_vpc_security_group_{direction}_rule")
	some field in ["cidr_ipv4", "cidr_ipv6"]
	range := resource.after[field]
	is_world(range)
	some ports in _ports(resource.after, resource.after.ip_protocol)
	rule := object.union(ports, {"resource": resource, "attribute": [field], "range": range})
]

# One item, or none where a port is not known or the protocol has none (ICMP).
_ports(_, protocol) := [{"protocol": "all", "from": 0, "to": 65535}] if {
	lower($"{protocol}") in {"-1", "all"}
}

_ports(block, protocol) := [{"protocol": _protocols[lower($"{protocol}")], "from": from, "to": to}] if {
	from := values.number(block.from_port)
	to := values.number(block.to_port)
	from <= to
}

_protocols := {"tcp": "tcp", "6": "tcp", "udp": "udp", "17": "udp"}
