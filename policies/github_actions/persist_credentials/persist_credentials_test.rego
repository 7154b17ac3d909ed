package policies.github_actions.persist_credentials_test

import data.policies.github_actions.persist_credentials as policy
import data.policies.lib.testing

_steps(checkout, path) := testing.review([testing.steps([
	object.union({"uses": "actions/checkout@v5"}, checkout),
	{"uses": "actions/upload-artifact@v4", "with": {"path": path}},
])])

test_deny_whole_finding if {
	policy.deny == {{
		"address": ".github/workflows/ci.yml",
		"attribute": ["jobs", "build", "steps", 1, "with", "path"],
		"message": ".github/workflows/ci.yml uploads . after a checkout that keeps the token in .git/config",
	}} with input as _steps({}, ".")
}

test_deny_every_shape if {
	every path in ["./", "dist\n.", "${{ github.workspace }}", "**"] {
		count(policy.deny) == 1 with input as _steps({"with": {"persist-credentials": true}}, path)
	}
}

test_allow if {
	count(policy.deny) == 0 with input as _steps({"with": {"persist-credentials": false}}, ".")
	count(policy.deny) == 0 with input as _steps({"with": {"path": "src"}}, ".")
	every path in ["dist", "*.log", "${{ github.workspace }}/dist", null] {
		count(policy.deny) == 0 with input as _steps({}, path)
	}
}

test_allow_without_checkout if {
	step := {"uses": "actions/upload-artifact@v4", "with": {"path": "."}}
	count(policy.deny) == 0 with input as testing.review([testing.steps([step])])
}

test_allow_unknown if {
	count(policy.deny) == 0 with input as _steps({"with": {"persist-credentials": "${{ inputs.keep }}"}}, ".")
	count(policy.deny) == 0 with input as _steps({}, "${{ inputs.path }}")
}
