package policies.github_actions.permissions_test

import data.policies.github_actions.permissions as policy
import data.policies.lib.testing

_job := {"steps": []}

_workflow(fields) := testing.review([testing.workflow(object.union({"on": "push", "jobs": {"a": _job}}, fields))])

test_deny_whole_finding if {
	policy.deny == {{
		"address": ".github/workflows/ci.yml",
		"attribute": ["on"],
		"message": ".github/workflows/ci.yml has no permissions, and neither has job a; expected contents: read",
	}} with input as _workflow({})
}

test_deny_write_all if {
	count(policy.deny) == 1 with input as _workflow({"permissions": "write-all"})
	jobs := {"a": {"permissions": "write-all"}}
	count(policy.deny) == 1 with input as _workflow({"jobs": jobs})
}

test_deny_write_for_every_job if {
	permissions := {"contents": "write", "packages": "write", "issues": "read"}
	count(policy.deny) == 2 with input as _workflow({"permissions": permissions})
}

test_allow if {
	every fields in [
		{"permissions": {}},
		{"permissions": {"contents": "read"}},
		{"permissions": "read-all"},
		{"permissions": null},
		{"jobs": {"a": {"permissions": {"contents": "write"}}}},
		{"on": {"workflow_call": null}},
	] {
		count(policy.deny) == 0 with input as _workflow(fields)
	}
}

test_allow_unknown if count(policy.deny) == 0 with input as _workflow({"permissions": "${{ inputs.permissions }}"})
