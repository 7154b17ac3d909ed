# METADATA
# title: Google Cloud
# description: Who is granted what, and what firewalls let in from the whole internet, however it is written.
# schemas:
#   - input: schema.review
package policies.lib.google

import data.policies.lib.network
import data.policies.lib.resources
import data.policies.lib.values

# METADATA
# description: |
#   Who is granted what on the things of these types (`google_project`, `google_storage_bucket`, …), by members, bindings
#   and whole policies: resource, attribute, role and member. What is not known is null.
grants(types) := [grant |
	some type in types
	some grant in array.concat(_members(type), array.concat(_bindings(type), _policies(type)))
]

# METADATA
# description: The role of a grant, for messages; a custom role is often known after apply.
role_of(grant) := grant.role if is_string(grant.role)

role_of(grant) := "a role known after apply" if not is_string(grant.role)

# METADATA
# description: Whether a member of a grant is everybody, or everybody with a Google account.
is_everybody(member) if member in {"allUsers", "allAuthenticatedUsers"}

# METADATA
# description: |
#   Every rule that lets the whole internet in: resource, attribute of the range, range, protocol and ports, as
#   `network.lets_through` takes them. Rules whose range, protocol or ports are not known are not among them.
world_ingress := array.concat(
	[rule |
		some resource in resources.of_type("google_compute_firewall")
		_is_ingress(resource)
		[attribute, range] := _world(resource, ["source_ranges"])[0]
		some index, allow in resource.after.allow
		some rule in _opened(resource, attribute, range, allow.protocol, object.get(allow, "ports", null))
		not _is_unknown_part(resource, ["allow", index])
	],
	[rule |
		some resource in resources.of_types(_policy_rules)
		_is_ingress(resource)
		lower(resource.after.action) == "allow"
		[attribute, range] := _world(resource, ["match", 0, "src_ip_ranges"])[0]
		some index, allow in resource.after.match[0].layer4_configs
		some rule in _opened(resource, attribute, range, allow.ip_protocol, object.get(allow, "ports", null))
		not _is_unknown_part(resource, ["match", 0, "layer4_configs", index])
	],
)

# METADATA
# description: |
#   Whether a rule of the same network that goes before this one, for every machine, keeps its range from a port.
is_denied(rule, protocol, port) if {
	rule.resource.type == "google_compute_firewall"
	some other in resources.of_type("google_compute_firewall")
	_is_ingress(other)
	_network(other) == _network(rule.resource)
	_or(other.after, "priority", 1000) <= _or(rule.resource.after, "priority", 1000)
	every target in ["target_service_accounts", "target_tags"] { _or(other.after, target, []) == [] }
	rule.range in other.after.source_ranges
	some deny in other.after.deny
	some closed in _opened(other, [], rule.range, deny.protocol, object.get(deny, "ports", null))
	network.lets_through(closed, protocol, port)
}

_network(resource) := resource.after.network if {
	is_string(resource.after.network)
} else := resources.referent(resource, ["network"])

_policy_rules := {
	"google_compute_firewall_policy_rule",
	"google_compute_network_firewall_policy_rule",
	"google_compute_organization_security_policy_rule",
	"google_compute_region_network_firewall_policy_rule",
}

_is_ingress(resource) if {
	lower(_or(resource.after, "direction", "INGRESS")) == "ingress"
	not _or(resource.after, "disabled", false) in {true, "true"}
}

_or(object_, field, otherwise) := value if {
	value := object.get(object_, field, null)
	value != null
} else := otherwise

# Ports that are not known are not all ports.
_is_unknown_part(resource, path) if {
	some unknown in resource.unknown
	array.slice(unknown, 0, count(path)) == path
	"ports" in unknown
}

_world(resource, path) := [[array.concat(path, [index]), range] |
	some index, range in object.get(resource.after, path, [])
	network.is_world(range)
]

_opened(resource, attribute, range, protocol, ports) := [rule |
	some [from, to] in _ports(values.list(ports))
	rule := {
		"resource": resource,
		"attribute": attribute,
		"range": range,
		"protocol": _protocols[lower($"{protocol}")],
		"from": from,
		"to": to,
	}
]

_ports([]) := [[0, 65535]]

_ports(ports) := [[values.number(ends[0]), values.number(ends[count(ends) - 1])] |
	some port in ports
	port != null
	ends := split($"{port}", "-")
] if {
	count(ports) > 0
}

_protocols := {"6": "tcp", "17": "udp", "all": "all", "tcp": "tcp", "udp": "udp"}

_members(type) := [grant |
	some resource in resources.of_type($"{type}_iam_member")
	grant := {
		"resource": resource,
		"attribute": ["member"],
		"role": resource.after.role,
		"member": object.get(resource.after, "member", null),
	}
]

_bindings(type) := [grant |
	some resource in resources.of_type($"{type}_iam_binding")
	some [attribute, member] in _listed(object.get(resource.after, "members", null))
	grant := {
		"resource": resource,
		"attribute": attribute,
		"role": resource.after.role,
		"member": member,
	}
]

# Whoever they are: a role that is wrong for everybody is wrong for them.
_listed(null) := [[["members"], null]]

_listed(members) := [[["members", index], member] | some index, member in members] if members != null

_policies(type) := [grant |
	some resource in resources.of_type($"{type}_iam_policy")
	some binding in _policy_bindings(resource)
	some member in binding.members
	grant := {"resource": resource, "attribute": ["policy_data"], "role": binding.role, "member": member}
]

_policy_bindings(resource) := json.unmarshal(resource.after.policy_data).bindings if {
	is_string(resource.after.policy_data)
} else := _documents[resources.referent(resource, ["policy_data"])]

_documents[block.address] := block.after.binding if some block in resources.blocks("data.google_iam_policy")
