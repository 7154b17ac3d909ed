package policies.github_actions.unsound_condition_test

import data.policies.github_actions.unsound_condition as policy
import data.policies.lib.testing

_if(condition) := testing.review([testing.steps([{"if": condition}])])

test_deny_whole_finding if {
	policy.deny == {{
		"address": ".github/workflows/ci.yml",
		"attribute": ["jobs", "build", "steps", 0, "if"],
		"message": ".github/workflows/ci.yml has a condition with text around its expression, which is always true",
	}} with input as _if("${{ github.ref == 'main' }}\n")
}

test_deny_every_shape if {
	every condition in ["${{ a }} && ${{ b }}", "${{ a }} == 'b'", "!${{ a }}", " ${{ a }}"] {
		count(policy.deny) == 1 with input as _if(condition)
	}
	job := testing.workflow({"on": "push", "jobs": {"a": {"if": "${{ a }} "}}})
	count(policy.deny) == 1 with input as testing.review([job])
}

test_allow if {
	every condition in ["${{ a && b }}", "a == 'b'\n", "${{\n a\n}}", true, null] {
		count(policy.deny) == 0 with input as _if(condition)
	}
}

test_allow_unknown if count(policy.deny) == 0 with input as _if("${{ inputs.condition }}")
