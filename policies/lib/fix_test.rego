package policies.lib.fix_test

import data.policies.lib.fix

test_set if {
	found := fix.set({"message": "wrong"}, ["ingress", 0, "from_port"], 443)
	found == {"message": "wrong", "fix": [{"op": "add", "path": "/ingress/0/from_port", "value": 443}]}
}

test_several if {
	found := fix.unset(fix.set({"message": "wrong"}, ["a"], null), ["b"])
	found.fix == [{"op": "add", "path": "/a", "value": null}, {"op": "remove", "path": "/b"}]
}

test_pointer_escapes if {
	fix.pointer(["metadata", "annotations", "a/b~c"]) == "/metadata/annotations/a~1b~0c"
}
