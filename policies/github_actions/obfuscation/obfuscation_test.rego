package policies.github_actions.obfuscation_test

import data.policies.github_actions.obfuscation as policy
import data.policies.lib.testing

_uses(value) := testing.review([testing.steps([{"uses": value}])])

_run(text) := testing.review([testing.steps([{"run": text}])])

test_deny_whole_finding if {
	policy.deny == {{
		"address": ".github/workflows/ci.yml",
		"attribute": ["jobs", "build", "steps", 0, "uses"],
		"message": ".github/workflows/ci.yml uses actions/./checkout@v5, a path with detours; expected it without",
	}} with input as _uses("actions/./checkout@v5")
}

test_deny_every_shape if {
	every value in ["actions//checkout@v5", "a/b/../c@v1", "a/b/@v1", "./a/../b"] {
		count(policy.deny) == 1 with input as _uses(value)
	}
	every text in ["${{ format('{0}x', 'a') }}", "${{ github[format('{0}', 'token')] }}", "${{ fromJSON('1') }}"] {
		count(policy.deny) == 1 with input as _run(text)
	}
}

test_allow if {
	every value in ["actions/checkout@v5", "./.github/actions/a", "docker://a//b", "a/b/c@refs/heads/main", "../a"] {
		count(policy.deny) == 0 with input as _uses(value)
	}
	count(policy.deny) == 0 with input as _run("${{ format('{0}', github.sha) }} ${{ success() }} ${{ 'a' }}")
}

test_allow_unknown if count(policy.deny) == 0 with input as _run("${{ format('{0}', matrix.a) }}")
