# METADATA
# title: Settings
# description: What a resource sets, with the provider's default where nothing is written.
package policies.lib.setting

import data.policies.lib.unknown

# METADATA
# description: |
#   The value at an attribute path; the default where nothing is written. Undefined where it is known only after apply:
#   compare it with the values that are wrong, not with those that are right.
of(resource, path, _) := value if {
	value := object.get(resource.after, path, null)
	value != null
}

of(resource, path, default_value) := default_value if {
	resource.after != null
	object.get(resource.after, path, null) == null
	not unknown.at(resource, path)
}

# METADATA
# description: Whether a switch is off, that is false, or absent where the default is off.
is_off(resource, path) if of(resource, path, false) in {false, "false"}

# METADATA
# description: Whether a switch is on, that is true, or absent where the default is on.
is_on(resource, path) if of(resource, path, true) in {true, "true"}

# METADATA
# description: Whether an attribute is not written, empty or null, and not merely unknown.
is_absent(resource, path) if {
	of(resource, path, "") in {"", null}
}

is_absent(resource, path) if of(resource, path, []) == []

# METADATA
# description: Whether a switch is written as true.
is_stated_on(resource, path) if of(resource, path, false) in {true, "true"}

# METADATA
# description: Whether a switch is written as false.
is_stated_off(resource, path) if of(resource, path, true) in {false, "false"}
