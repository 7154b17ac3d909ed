package policies.lib.unknown_test

import data.policies.lib.unknown

_resource := {
	"unknown": [["kms_key_id"], ["rule", 0, "port"], ["encrypted"], ["disk", 0, "type"]],
	"unset": ["/encrypted", "/disk/0/type"],
}

test_at_itself_and_below if {
	unknown.at(_resource, ["kms_key_id"])
	unknown.at(_resource, ["rule", 0, "port", "from"])
}

test_not_at_around_or_beside if {
	not unknown.at(_resource, ["rule"])
	not unknown.at(_resource, ["rule", 1, "port"])
}

test_within if unknown.within(_resource, ["rule"])

test_within_the_whole if {
	unknown.within(_resource, [])
	not unknown.within({"unknown": [["encrypted"]], "unset": ["/encrypted"]}, [])
}

test_left_to_the_provider_counts_as_absent if {
	not unknown.at(_resource, ["encrypted"])
	not unknown.within(_resource, ["disk"])
}

test_without_schema if unknown.at({"unknown": [["a"]]}, ["a", "b"])
