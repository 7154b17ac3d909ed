package policies.github_actions.caller_injection_test

import data.policies.github_actions.caller_injection as policy
import data.policies.lib.testing

_called(inputs, script) := testing.job_of({"workflow_call": {"inputs": inputs}}, [{"run": script}])

test_deny_whole_finding if {
	policy.deny == {{
		"address": ".github/workflows/ci.yml",
		"attribute": ["jobs", "build", "steps", 0, "run"],
		"message": concat("", [
			".github/workflows/ci.yml runs inputs.title, which its caller writes; ",
			"expected it in env, as a variable",
		]),
	}} with input as testing.review([_called({"title": {"type": "string"}}, "echo ${{ inputs.title }}")])
}

test_deny_input_of_an_action if {
	runs := {"steps": [{"run": "echo ${{ inputs.title }}"}]}
	action := object.union(testing.action([]), {"after": {"inputs": {"title": null}, "runs": runs}})
	count(policy.deny) == 1 with input as testing.review([action])
}

test_file_names_after_review if {
	list := {"id": "files", "uses": "tj-actions/changed-files@v45"}
	use := {"run": "lint ${{ steps.files.outputs.all_changed_files }}"}
	every event, findings in {"push": 1, "pull_request": 0} {
		count(policy.deny) == findings with input as testing.review([testing.job_of(event, [list, use])])
	}
}

test_allow_input_without_text if {
	inputs := {"dry-run": {"type": "boolean"}, "title": {"type": "string"}}
	script := "echo ${{ inputs.dry-run }} ${{ inputs.title == 'a' }} ${{ inputs.other }}"
	count(policy.deny) == 0 with input as testing.review([_called(inputs, script)])
	count(policy.deny) == 0 with input as testing.review([testing.steps([{"run": "echo ${{ inputs.title }}"}])])
}

test_allow_variable if {
	step := {"env": {"TITLE": "${{ inputs.title }}"}, "run": "echo \"$TITLE\""}
	workflow := testing.job_of({"workflow_call": {"inputs": {"title": null}}}, [step])
	count(policy.deny) == 0 with input as testing.review([workflow])
}

test_allow_unknown if {
	count(policy.deny) == 0 with input as testing.review([_called({"a": {}}, "${{ matrix.command }}")])
}
