package policies.lib.stateful_test

import data.policies.lib.stateful
import data.policies.lib.testing

_with(type, action) := object.union(testing.terraform(type, {}), {"action": action})

test_loss_deleted_database if {
	resource := _with("aws_db_instance", "delete")
	loss := {"resource": resource, "kind": "database", "verb": "deletes"}
	stateful.losses == [loss] with input as testing.review([resource])
}

test_loss_replaced_disk if {
	losses := stateful.losses with input as testing.review([_with("google_compute_disk", "replace")])
	[loss.verb | some loss in losses] == ["replaces"]
}

test_no_loss_updated if stateful.losses == [] with input as testing.review([_with("aws_db_instance", "update")])

test_no_loss_without_state if {
	stateful.losses == [] with input as testing.review([_with("aws_security_group", "delete")])
}

test_kind_of_kubernetes if stateful.kind("v1/PersistentVolumeClaim") == "disk"

test_no_kind if not stateful.kind("aws_instance")
