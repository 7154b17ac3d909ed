# METADATA
# title: Azure networks
# description: What network security groups let in from the whole internet, however the rule is written.
# schemas:
#   - input: schema.review
package policies.lib.azure

import data.policies.lib.network
import data.policies.lib.resources
import data.policies.lib.values

# METADATA
# description: |
#   Every rule that lets the whole internet in: resource, attribute of the range, range, protocol and ports, as
#   `network.lets_through` takes them. Rules whose source, protocol or ports are not known are not among them.
world_ingress := array.concat(
	[rule |
		some resource in resources.of_type("azurerm_network_security_group")
		some index, block in resource.after.security_rule
		some rule in _opened(resource, block, ["security_rule", index])
	],
	[rule |
		some resource in resources.of_type("azurerm_network_security_rule")
		some rule in _opened(resource, resource.after, [])
	],
)

# METADATA
# description: Whether a range of addresses is everybody's.
is_world(range) if lower(range) in {"*", "any", "internet", "0.0.0.0", "::"}

is_world(range) if network.is_world(range)

# No bit of the address counts, whatever the address is.
is_world(range) if endswith(range, "/0")

_opened(resource, block, path) := [rule |
	lower(block.direction) == "inbound"
	lower(block.access) == "allow"
	protocol := _protocols[lower(block.protocol)]
	[field, range] := _world_sources(block)[0]
	some ports in _ports(block)
	rule := {
		"resource": resource,
		"attribute": array.concat(path, [field]),
		"range": range,
		"protocol": protocol,
		"from": ports[0],
		"to": ports[1],
	}
]

_world_sources(block) := [[field, range] |
	some field in ["source_address_prefix", "source_address_prefixes"]
	some range in values.list(block[field])
	is_string(range)
	is_world(range)
]

_ports(block) := [_bounds(trim_space(range)) |
	some field in ["destination_port_range", "destination_port_ranges"]
	some written in values.list(block[field])
	some range in split($"{written}", ",")
]

_bounds("*") := [0, 65535]

_bounds(range) := [values.number(ends[0]), values.number(ends[count(ends) - 1])] if {
	regex.match(`^[0-9]+(-[0-9]+)?$`, range)
	ends := split(range, "-")
}

_protocols := {"*": "all", "tcp": "tcp", "udp": "udp"}
