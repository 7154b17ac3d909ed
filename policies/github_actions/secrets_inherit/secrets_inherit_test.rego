package policies.github_actions.secrets_inherit_test

import data.policies.github_actions.secrets_inherit as policy
import data.policies.lib.testing

_workflow(job) := testing.review([testing.workflow({"on": "push", "jobs": {"a": job}})])

test_deny_whole_finding if {
	policy.deny == {{
		"address": ".github/workflows/ci.yml",
		"attribute": ["jobs", "a", "secrets"],
		"message": ".github/workflows/ci.yml: job a inherits every secret; expected the ones that it needs",
	}} with input as _workflow({"uses": "./.github/workflows/b.yml", "secrets": "inherit"})
}

test_deny_whole_context if {
	every step in [
		{"env": {"ALL": "${{ toJSON(secrets) }}"}},
		{"run": "echo ${{ secrets[format('A_{0}', matrix.b)] }}"},
		{"with": {"vars": "${{ toJson( secrets ) }}"}},
	] {
		count(policy.deny) == 1 with input as _workflow({"steps": [step]})
	}
}

test_allow if {
	every job in [
		{"uses": "./b.yml", "secrets": {"token": "${{ secrets.TOKEN }}"}},
		{"steps": [{"env": {"A": "${{ secrets['NAME'] }}", "B": 1}, "run": "echo secrets"}]},
	] {
		count(policy.deny) == 0 with input as _workflow(job)
	}
}

test_allow_unknown if count(policy.deny) == 0 with input as _workflow({"secrets": "${{ inputs.secrets }}"})
