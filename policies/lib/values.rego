# METADATA
# title: Values
# description: Configuration may write a boolean or a number as text; both mean the same.
package policies.lib.values

# METADATA
# description: |
#   Whether a field is true, or the text "true". Takes object and field apart, so that `not values.is_on(…)` holds for
#   an absent field too: an undefined argument would make the negation undefined.
is_on(object, field) if object[field] in {true, "true"}

# METADATA
# description: Whether a field is false, or the text "false".
is_off(object, field) if object[field] in {false, "false"}

# METADATA
# description: The value as a number; undefined for what is none.
number(value) := value if is_number(value)

number(value) := to_number(value) if {
	is_string(value)
	regex.match(`^-?[0-9]+(\.[0-9]+)?$`, value)
}

# METADATA
# description: The value as a list; one value alone is a list of one, null an empty one.
list(value) := value if is_array(value)

list(value) := [value] if {
	not is_array(value)
	not is_null(value)
}

list(null) := []
