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
	some unknown in resource.unknown
	unknown[0] == path[0] # most differ here, and slices of forty paths a resource are slow
	array.slice(path, 0, count(unknown)) == unknown
	not _is_unset(resource, unknown)
}

# METADATA
# description: Whether something below the attribute is written and known only at apply time.
within(resource, path) if {
	some unknown in resource.unknown
	unknown[0] == path[0]
	array.slice(unknown, 0, count(path)) == path
	not _is_unset(resource, unknown)
}

within(resource, []) if {
	some unknown in resource.unknown
	not _is_unset(resource, unknown)
}

_is_unset(resource, path) if {
	concat("", [$"/{step}" | some step in path]) in object.get(resource, "unset", [])
}
