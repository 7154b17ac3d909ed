package policies.github_actions.unsecure_commands_test

import data.policies.github_actions.unsecure_commands as policy
import data.policies.lib.testing

_on := {"ACTIONS_ALLOW_UNSECURE_COMMANDS": "true"}

test_deny_whole_finding if {
	policy.deny == {{
		"address": ".github/workflows/ci.yml",
		"attribute": ["jobs", "build", "steps", 0, "env", "ACTIONS_ALLOW_UNSECURE_COMMANDS"],
		"message": ".github/workflows/ci.yml sets ACTIONS_ALLOW_UNSECURE_COMMANDS; expected it to be absent",
	}} with input as testing.review([testing.steps([{"env": _on}])])
}

test_deny_everywhere if {
	jobs := {"a": {"env": {"ACTIONS_ALLOW_UNSECURE_COMMANDS": true}}}
	whole := testing.workflow({"on": "push", "env": _on, "jobs": jobs})
	count(policy.deny) == 3 with input as testing.review([whole, testing.action([{"env": _on}])])
}

test_allow if {
	every env in [null, {}, {"ACTIONS_ALLOW_UNSECURE_COMMANDS": false}, {"OTHER": "true"}] {
		count(policy.deny) == 0 with input as testing.review([testing.steps([{"env": env}])])
	}
}

test_allow_unknown if {
	env := {"ACTIONS_ALLOW_UNSECURE_COMMANDS": "${{ vars.OLD }}"}
	count(policy.deny) == 0 with input as testing.review([testing.steps([{"env": env}])])
}
