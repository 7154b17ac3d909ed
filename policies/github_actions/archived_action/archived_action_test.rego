package policies.github_actions.archived_action_test

import data.policies.github_actions.archived_action as policy
import data.policies.lib.testing

_uses(value) := testing.review([testing.steps([{"uses": value}])])

test_deny_whole_finding if {
	policy.deny == {{
		"address": ".github/workflows/ci.yml",
		"attribute": ["jobs", "build", "steps", 0, "uses"],
		"message": concat("", [
			".github/workflows/ci.yml uses actions/create-release@v1, whose repository is archived; ",
			"expected one that is maintained",
		]),
	}} with input as _uses("actions/create-release@v1")
}

test_deny_every_shape if {
	every value in ["actions-rs/toolchain@v1", "Actions/Setup-Ruby@v1", "tibdex/github-app-token@abc"] {
		count(policy.deny) == 1 with input as _uses(value)
	}
}

test_allow if {
	every value in ["actions/checkout@v5", "ruby/setup-ruby@v1", "./actions/create-release", "docker://actions-rs/a"] {
		count(policy.deny) == 0 with input as _uses(value)
	}
}

test_allow_unknown if count(policy.deny) == 0 with input as _uses("${{ matrix.action }}")
