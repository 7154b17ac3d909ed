package policies.aws.efs.encryption_test

import data.policies.aws.efs.encryption as policy
import data.policies.lib.testing

test_deny_every_type if {
	every type in {"aws_efs_file_system"} {
		policy.deny == {{
			"address": $"{type}.this",
			"attribute": ["encrypted"],
			"message": $"{type}.this is not encrypted; expected encrypted = true",
			"fix": [{"op": "add", "path": "/encrypted", "value": true}],
		}} with input as testing.review([testing.terraform(type, {})])
	}
}

test_deny_text if {
	resource := testing.terraform("aws_efs_file_system", {"encrypted": "false"})
	count(policy.deny) == 1 with input as testing.review([resource])
}

test_allow if {
	values := [true, "true"]
	resources := [testing.terraform("aws_efs_file_system", {"encrypted": value}) | some value in values]
	count(policy.deny) == 0 with input as testing.review(resources)
}

test_allow_deleted if {
	resource := testing.deleted(testing.terraform("aws_efs_file_system", {}))
	count(policy.deny) == 0 with input as testing.review([resource])
}

test_allow_unknown if {
	unset := testing.terraform("aws_efs_file_system", {"encrypted": null})
	resource := testing.unknown(unset, [["encrypted"]])
	count(policy.deny) == 0 with input as testing.review([resource])
}
