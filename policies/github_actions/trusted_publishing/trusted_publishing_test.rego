package policies.github_actions.trusted_publishing_test

import data.policies.github_actions.trusted_publishing as policy
import data.policies.lib.testing

_step(step) := testing.review([testing.steps([step])])

test_deny_whole_finding if {
	policy.deny == {{
		"address": ".github/workflows/ci.yml",
		"attribute": ["jobs", "build", "steps", 0, "run"],
		"message": ".github/workflows/ci.yml publishes with a stored token; expected trusted publishing (OIDC)",
	}} with input as _step({"run": "npm publish", "env": {"NODE_AUTH_TOKEN": "${{ secrets.NPM_TOKEN }}"}})
}

test_deny_every_registry if {
	every step in [
		{"uses": "pypa/gh-action-pypi-publish@v1", "with": {"password": "${{ secrets.PYPI }}"}},
		{"uses": "pypa/gh-action-pypi-publish@v1", "with": {"password": "x", "repository-url": "https://test.pypi.org/legacy/"}},
		{"uses": "rubygems/release-gem@v1", "with": {"setup-trusted-publisher": false}},
		{"uses": "JS-DevTools/npm-publish@v3", "with": {"token": "${{ secrets.NPM_TOKEN }}"}},
		{"run": "twine upload dist/*", "env": {"TWINE_PASSWORD": "${{ secrets.PYPI }}"}},
		{"run": "cargo publish --token ${{ secrets.CARGO_REGISTRY_TOKEN }}"},
	] {
		count(policy.deny) == 1 with input as _step(step)
	}
}

test_deny_without_identity_token if {
	every run in ["gem push a.gem", "python -m twine upload dist/*", "cargo \\\n  publish"] {
		count(policy.deny) == 1 with input as _step({"run": run})
	}
}

test_allow_identity_token if {
	step := {"run": "cargo publish", "env": {"CARGO_REGISTRY_TOKEN": "${{ steps.auth.outputs.token }}"}}
	every permissions in [{"id-token": "write"}, "write-all"] {
		job := {"permissions": permissions, "steps": [step]}
		count(policy.deny) == 0 with input as testing.review([testing.workflow({"on": "push", "jobs": {"a": job}})])
		whole := testing.workflow({"on": "push", "permissions": permissions, "jobs": {"a": {"steps": [step]}}})
		count(policy.deny) == 0 with input as testing.review([whole])
	}
}

test_allow if {
	every step in [
		{"uses": "pypa/gh-action-pypi-publish@v1"},
		{"uses": "pypa/gh-action-pypi-publish@v1", "with": {"password": "x", "repository-url": "https://example.com/"}},
		{"uses": "rubygems/release-gem@v1"},
		{"run": "npm publish --dry-run"},
		{"run": "npm publish --registry https://npm.example.com", "env": {"NPM_TOKEN": "${{ secrets.NPM }}"}},
	] {
		count(policy.deny) == 0 with input as _step(step)
	}
}

test_allow_unknown if count(policy.deny) == 0 with input as _step({"run": "${{ inputs.publish }}"})
