# METADATA
# title: Unknown values
# description: |
#   An unknown value is null in `after`. A policy that looks for something absent has to ask here first: what is known
#   only at apply time is not wrong. An attribute for which nothing is written, so that the provider decides (`unset`),
#   counts as absent and not as unknown.
package policies.lib.unknown

# METADATA
# description: Whether the attribute, or something around it, is written and known only at apply time.
at(resource, path) if {
	_has_any(resource)
	some length in numbers.range(1, count(path)) # a handful, where a resource has forty paths
	around := array.slice(path, 0, length)
	around in resource.unknown
	not _is_unset(resource, around)
}

# METADATA
# description: Whether something below the attribute is written and known only at apply time.
within(resource, path) if {
	_has_any(resource)
	some unknown in resource.unknown
	unknown[0] == path[0]
	array.slice(unknown, 0, count(path)) == path
	not _is_unset(resource, unknown)
}

within(resource, []) if {
	some unknown in resource.unknown
	not _is_unset(resource, unknown)
}

# Most resources have only paths that nobody wrote; `unset` has no others than `unknown`.
_has_any(resource) if count(resource.unknown) > count(object.get(resource, "unset", []))

_is_unset(resource, path) if {
	concat("", [$"/{step}" | some step in path]) in object.get(resource, "unset", [])
}
