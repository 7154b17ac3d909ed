# METADATA
# title: Unknown values
# description: |
#   An unknown value is null in `after`. A policy that looks for something absent has to ask here first: what is known
#   only at apply time is not wrong.
package policies.lib.unknown

# METADATA
# description: Whether the attribute, or something around it, is known only at apply time.
at(resource, path) if {
	some unknown in resource.unknown
	array.slice(path, 0, count(unknown)) == unknown
}

# METADATA
# description: Whether something below the attribute is known only at apply time.
within(resource, path) if {
	some unknown in resource.unknown
	array.slice(unknown, 0, count(path)) == path
}
