package policies.github_actions.unredacted_secret_test

import data.policies.github_actions.unredacted_secret as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{
		"address": ".github/workflows/ci.yml",
		"attribute": ["jobs", "build", "steps", 0, "env", "USER"],
		"message": concat("", [
			".github/workflows/ci.yml takes fromjson(secrets.login).user out of a secret; ",
			"expected a secret of its own",
		]),
	}} with input as testing.review([testing.steps([{"env": {"USER": "${{ fromJSON(secrets.LOGIN).user }}"}}])])
}

test_deny_everywhere if {
	text := "${{ fromJson( secrets.A ).b }}"
	jobs := {"a": {"env": {"X": text}, "steps": [{"run": text}, {"with": {"y": text}}]}, "b": {"secrets": {"z": text}}}
	workflow := testing.workflow({"on": "push", "env": {"W": text}, "jobs": jobs})
	count(policy.deny) == 5 with input as testing.review([workflow])
}

test_allow if {
	steps := [{"run": "echo secrets"}, {"env": {"A": "${{ secrets.A }}", "B": 1, "C": "${{ fromJSON(vars.secrets) }}"}}]
	count(policy.deny) == 0 with input as testing.review([testing.steps(steps)])
}

test_allow_unknown if {
	steps := [{"env": {"A": "${{ fromJSON(needs.plan.outputs.secrets).a }}"}}]
	count(policy.deny) == 0 with input as testing.review([testing.steps(steps)])
}
