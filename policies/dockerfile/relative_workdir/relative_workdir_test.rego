package policies.dockerfile.relative_workdir_test

import data.policies.dockerfile.relative_workdir as policy
import data.policies.lib.testing

_workdir(value) := testing.review([testing.built([testing.instruction("WORKDIR", value)])])

test_deny_whole_finding if {
	policy.deny == {{
		"address": "Dockerfile",
		"attribute": ["stages", 0, "instructions", 0],
		"message": "Dockerfile: WORKDIR app is relative; expected a path that begins with /",
	}} with input as _workdir("app")
}

test_deny_every_shape if {
	every value in ["./app", "../app", "\"app\""] {
		count(policy.deny) == 1 with input as _workdir(value)
	}
}

test_allow if {
	every value in ["/app", "\"/app\"", "C:\\app", "\\app", ""] {
		count(policy.deny) == 0 with input as _workdir(value)
	}
}

test_allow_unknown if {
	every value in ["$HOME/app", "${APP}", "%APP%"] {
		count(policy.deny) == 0 with input as _workdir(value)
	}
}
