# METADATA
# title: Resources
# description: Which resources exist after the change, and which of them belong together.
# schemas:
#   - input: schema.review
package policies.lib.resources

import data.policies.lib.unknown

# METADATA
# description: Everything that exists after the change, by type.
of_type(type) := [resource |
	some resource in input.resources
	resource.type == type
	resource.after != null
]

# METADATA
# description: |
#   Whether `other` configures `target`, which it names in its attribute `attribute`: by the same known name, by a
#   reference, or in a way that cannot be told, where the benefit of the doubt is given.
belongs(other, attribute, target) if {
	name := other.after[attribute]
	name != null
	name == target.after[attribute]
}

belongs(other, attribute, target) if {
	unknown.at(other, [attribute])
	refers_to(other, target)
}

belongs(other, attribute, _) if {
	unknown.at(other, [attribute])
	count([reference | some reference in other.references; _is_near(reference)]) == 0
}

# METADATA
# description: |
#   Whether a resource refers to another, in any of its instances, or to the module that declares the other.
refers_to(resource, target) if {
	address := _plain(target.address)
	some reference in resource.references
	_covers(_plain(reference), address)
}

_covers(reference, address) if reference == address

_covers(reference, address) if {
	startswith(reference, "module.")
	startswith(address, $"{_module_call(reference)}.")
}

# `module.logs.bucket_id` is an output of the call `module.logs`.
_module_call(reference) := $"module.{split(reference, ".")[1]}"

_is_near(reference) if startswith(reference, "module.")

_is_near(reference) if _plain(reference) in _declared

_declared := {_plain(resource.address) | some resource in input.resources; resource.after != null}

# An address without the keys of its instances.
_plain(address) := concat("", [match[1] | some match in regex.find_all_string_submatch_n(_steps, address, -1)])

_steps := `([^\[\]]+)(?:\[[^\]]*\])?`
